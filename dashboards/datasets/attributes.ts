import { attributes as subject } from '../../sql/metrics/attributes.ts'
import { contactByAttribute } from '../../sql/views/contact_by_attribute.ts'
import { dataset } from '../spec/dataset.ts'
import { queue } from './queue.ts'

/** What contact attributes say, in the words of readers. */
export const attributes = dataset(subject, contactByAttribute, {
  name: 'attributes',
  day: 'local_date',
  dimensions: {
    local_date: { label: 'Day', none: 'No day' },
    attribute: { label: 'Attribute and value', none: 'No value' },
    attribute_name: { label: 'Attribute', none: 'No attribute' },
    attribute_value: { label: 'Value', none: 'No value' },
    queue_name: queue,
    channel: { label: 'Channel', none: 'No channel', coloured: true },
  },
})
