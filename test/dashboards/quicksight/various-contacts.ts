import type { ContactRow } from '../contact-table.ts'

const days = ['2025-07-01', '2025-07-02', '2025-07-03', '2025-07-04', '2025-07-05']

/** Every value beside every other, none of it the same as another: a column taken for another one shows. */
export const rows: readonly ContactRow[] = Array.from({ length: 360 }, (_, i): ContactRow => {
  const queued = i % 5 !== 0
  const handled = queued ? i % 3 !== 0 : i % 20 === 0
  const wait = (i * 7) % 97
  return {
    contact_id: `c${i}`,
    contact_date: days[i % 5] as string,
    interval_start: `${days[i % 5]} ${String(i % 4).padStart(2, '0')}:15:00`,
    is_test: i % 29 === 0,
    queue_kind: !queued ? 'NONE' : i % 11 === 0 ? 'AGENT' : 'STANDARD',
    queue_name: !queued
      ? null
      : i % 11 === 0
        ? `agent/${i}`
        : (['Care', 'Sales', "O'Brien"][i % 7] ?? 'Tech'),
    agent_username: handled ? (['ann', 'ben', 'cleo', 'dan', 'eve'][(i * i) % 13] ?? 'fay') : null,
    channel: ['VOICE', 'CHAT', 'TASK', 'EMAIL'][(i >> 2) % 6] ?? null,
    disconnect_reason: ['CUSTOMER_DISCONNECT', 'AGENT_DISCONNECT', 'TELECOM_PROBLEM'][(i * 3) % 5] ?? null,
    initiation_method: ['INBOUND', 'OUTBOUND', 'CALLBACK', 'API'][(i * i) % 7] ?? 'TRANSFER',
    is_queued: queued,
    is_handled: handled,
    is_abandoned: queued && !handled,
    queue_duration_s: queued ? wait : null,
    handle_time_s: handled && i % 17 !== 0 ? (i * 13) % 389 : null,
    number_of_holds: handled ? i % 4 : null,
  }
})
