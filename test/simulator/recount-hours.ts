import type { FlowDay, QueueHour } from '../../simulator/index.ts'
import { type ContactRecord, isTest } from './contact-record.ts'

const HOUR_MS = 3_600_000

/** Queues by the hour, counted from records: of the disconnect, and who waits when an hour begins. */
export function queueHours(contacts: readonly ContactRecord[]): QueueHour[] {
  const rows = new Map<string, QueueHour>()
  const row = ({ Queue, Channel: channel }: ContactRecord, hour: string): QueueHour => {
    const queue_arn = Queue?.ARN ?? null
    const key = [hour, queue_arn, channel].join()
    const empty = { queue_arn, channel, hour, contacts: 0, queued: 0, handled: 0, abandoned: 0, waiting: 0 }
    const found = rows.get(key) ?? empty
    rows.set(key, found)
    return found
  }
  for (const contact of contacts.filter(each => !isTest(each))) {
    const { Queue: queue, Agent: agent } = contact
    const ended = row(contact, `${contact.DisconnectTimestamp.slice(0, 13)}:00:00.000Z`)
    ended.contacts++
    if (queue?.EnqueueTimestamp) ended.queued++
    if (agent) ended.handled++
    const movedOn = contact.NextContactId !== null || contact.TransferCompletedTimestamp !== null
    if (queue?.EnqueueTimestamp && !agent && !movedOn) ended.abandoned++
    if (!queue?.EnqueueTimestamp || !queue.DequeueTimestamp) continue
    const [from, until] = [Date.parse(queue.EnqueueTimestamp), Date.parse(queue.DequeueTimestamp)]
    for (let at = Math.ceil(from / HOUR_MS) * HOUR_MS; at < until; at += HOUR_MS)
      row(contact, new Date(at).toISOString()).waiting++
  }
  return [...rows.values()]
}

/** What became of calls and chats that customers began. */
export function flowDays(contacts: readonly ContactRecord[]): FlowDay[] {
  const rows = new Map<string, FlowDay>()
  for (const contact of contacts) {
    const { Channel: channel, InitiationMethod: method } = contact
    const begun = channel === 'VOICE' ? method === 'INBOUND' : channel === 'CHAT' && method === 'API'
    if (!begun || contact.InitialContactId !== null || isTest(contact)) continue
    const day = contact.DisconnectTimestamp.slice(0, 10)
    const row = rows.get(day + channel) ?? { day, channel, queued: 0, left: 0, ended: 0 }
    rows.set(day + channel, row)
    if (contact.Queue) row.queued++
    else if (contact.DisconnectReason === 'CUSTOMER_DISCONNECT') row.left++
    else row.ended++
  }
  return [...rows.values()]
}
