import { table } from '../table.ts'
import { string, timestamp } from '../type.ts'

/** Contact attributes exploded: filtering a plain column is some 15 times faster than looking into a map. */
export const contactAttribute = table({
  name: 'contact_attribute',
  doc: 'One row per contact and contact attribute, in step with contact_record.',
  key: ['contact_id', 'attribute_name'],
  partition: { dt: 'disconnect_timestamp' },
  explode: { table: 'contact_record', lists: { attributes: 'attributes' } },
  columns: {
    contact_id: {
      type: string,
      from: 'parent.contact_id',
      required: true,
      doc: 'Contact the attribute belongs to.',
    },
    attribute_name: {
      type: string,
      from: 'element.key',
      required: true,
      doc: 'Name of the attribute; case-sensitive.',
    },
    attribute_value: { type: string, from: 'element.value', pii: 'content', doc: 'Value of the attribute.' },
    disconnect_timestamp: {
      type: timestamp,
      from: 'parent.disconnect_timestamp',
      required: true,
      doc: 'When the contact was disconnected.',
    },
  },
})
