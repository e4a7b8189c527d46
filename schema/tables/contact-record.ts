import { table } from '../table.ts'
import { agent } from './contact-record/agent.ts'
import { analysis } from './contact-record/analysis.ts'
import { chat } from './contact-record/chat.ts'
import { contact } from './contact-record/contact.ts'
import { content } from './contact-record/content.ts'
import { endpoint } from './contact-record/endpoint.ts'
import { queue } from './contact-record/queue.ts'
import { provenance } from './provenance.ts'

/**
 * Contact records (CTR), flattened.
 *
 * The rule for what is nested: an object becomes columns, one for each member; a list of plain values stays a list
 * of text; a list of objects whose members are documented and closed stays a list of rows; a map of text to text
 * stays a map; what is recursive, or keyed by ids, or only lightly typed is kept whole as JSON text.
 */
export const contactRecord = table({
  name: 'contact_record',
  doc: 'One row per contact, the newest version Amazon Connect sent.',
  key: ['contact_id'],
  version: 'last_update_timestamp',
  partition: { dt: 'disconnect_timestamp', between: ['initiation_timestamp', 'last_update_timestamp'] },
  columns: { ...contact, ...endpoint, ...queue, ...agent, ...analysis, ...chat, ...content, ...provenance },
})
