import type { Contact } from '../server/served-lake.ts'

/** A name that would do harm if it were taken for markup. */
export const HOSTILE = '<img src=x onerror=alert(1)>'

export const LAST_DAY = '2025-07-17'

const DAYS = 30
const queues = ['Sales', 'Care', 'Billing', 'Technical', 'Premium', HOSTILE, 'Back office']
const reasons = ['CUSTOMER_DISCONNECT', 'AGENT_DISCONNECT', 'CONTACT_FLOW_DISCONNECT', 'TELECOM_PROBLEM']

const dayOf = (i: number): string =>
  new Date(Date.parse(`${LAST_DAY}T00:00:00Z`) - (DAYS - 1 - i) * 86_400_000).toISOString().slice(0, 10)

/** The same always: contacts of a small centre with 23 agents, of whom three handle most. */
export const contacts: readonly Contact[] = Array.from({ length: DAYS }, (_, day) =>
  Array.from({ length: 24 + ((day * 5) % 7) }, (_, i): Contact => {
    const n = day * 31 + i
    const isIvrOnly = n % 11 === 0
    const isAbandoned = !isIvrOnly && n % 9 === 0
    const agent = n % 4 > 0 ? `agent ${n % 3}` : `agent ${3 + (Math.floor(n / 4) % 20)}`
    return {
      id: `contact-${n}`,
      at: `${dayOf(day)}T${String(i % 14).padStart(2, '0')}:15:00Z`,
      queue: isIvrOnly ? null : (queues[(n * 3 + Math.floor(n / 7)) % 7] ?? 'Sales'),
      agent: isIvrOnly || isAbandoned ? null : agent,
      wait_s: (n * 7) % 60,
      talk_s: 60 + ((n * 37) % 600),
      channel: n % 6 === 5 ? 'CHAT' : 'VOICE',
      reason: reasons[n % 4] ?? 'API',
    }
  }),
).flat()
