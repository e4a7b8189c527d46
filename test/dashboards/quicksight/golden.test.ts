import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { normaliseAll } from '../../../dashboards/normal/dashboard.ts'
import { compileQuickSight } from '../../../dashboards/quicksight/compile/compile.ts'
import { filesOf } from '../../../dashboards/quicksight/files.ts'
import { dashboard } from '../../../dashboards/spec/dashboard.ts'
import { dates, list } from '../../../dashboards/spec/filter.ts'
import { parameter } from '../../../dashboards/spec/parameter.ts'
import { bar, gauge, text } from '../../../dashboards/spec/visual.ts'
import { contacts } from '../utc-contacts.ts'
import { settings } from './every-kind.ts'

const target = parameter({
  ...{ name: 'service_level_target', label: 'Service level target', unit: 'percent' },
  ...{ default: 80, min: 0, max: 100 },
})

/** As little as has all parts of a definition: small enough to be read. */
const small = dashboard({
  id: 'small',
  title: 'Small',
  dates: dates(contacts, { default_days: 14 }),
  parameters: [target],
  filters: [list(contacts, { name: 'queue', label: 'Queue', plural: 'queues', column: 'queue_name' })],
  sheets: [
    {
      id: 'level',
      title: 'Service level',
      question: 'Do queued contacts get on quickly enough?',
      texts: [
        text({
          ...{ id: 'reading', title: 'How to read it', at: { x: 0, y: 10, w: 36, h: 3 } },
          paragraphs: ['Contacts that left the queue in less than 20 s, whatever for.'],
        }),
      ],
      visuals: [
        gauge(contacts, {
          ...{ id: 'service-level', title: 'Service level 20 s', question: 'How is it?' },
          ...{ alt: 'Gauge of the service level.', at: { x: 0, y: 0, w: 12, h: 10 } },
          ...{ value: 'service_level:20', target },
        }),
        bar(contacts, {
          ...{ id: 'queues', title: 'Queues', question: 'Where not?' },
          ...{ alt: 'Bar chart of the service level by queue.', at: { x: 12, y: 0, w: 24, h: 10 } },
          ...{ category: 'queue_name', values: ['service_level:20'] },
          top: { count: 10, by: 'contacts_queued' },
        }),
      ],
    },
  ],
})

const files = filesOf(
  compileQuickSight({
    dashboards: normaliseAll([small]),
    settings,
    access: [
      { group: 'leads', rows: { queue_name: ['Sales'] } },
      { group: 'builders', rows: 'all', personal_data: true },
    ],
    version: '1.0.0',
  }),
)

test.each(files)('$name', async ({ name, text }) => {
  await expect(text).toMatchFileSnapshot(`golden/${name}`)
})

test('there is a file for each request, and no other', () => {
  expect(readdirSync(new URL('golden', import.meta.url)).sort()).toEqual(files.map(({ name }) => name).sort())
})
