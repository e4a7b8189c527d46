import type { Codes } from '../spec/dataset.ts'

/** `CUSTOMER_DISCONNECT` as `Customer disconnect`. */
function inWords(code: string): string {
  const text = code.replaceAll('_', ' ').toLowerCase()
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** Codes, each with its words: its own, or those that are said of it. */
const codes = (names: readonly string[], said: Readonly<Record<string, string>> = {}): Codes => [
  ...names.map(name => [name, inWords(name)] as const),
  ...Object.entries(said),
]

/** Why contacts end, as Connect says it. Its list is open: what is not here stands as it came. */
export const disconnectReasons = codes(
  [
    ...['CUSTOMER_DISCONNECT', 'AGENT_DISCONNECT', 'THIRD_PARTY_DISCONNECT', 'IDLE_DISCONNECT'],
    ...['AGENT_NETWORK_DISCONNECT', 'AGENT_COMPLETED', 'CUSTOMER_NEVER_ARRIVED', 'EXPIRED', 'BARGED'],
    ...['CUSTOMER_CONNECTION_NOT_ESTABLISHED', 'TRANSFERRED', 'DISCARDED', 'SYSTEM_ERROR', 'OTHER'],
    ...['TELECOM_PROBLEM', 'TELECOM_BUSY', 'TELECOM_NUMBER_INVALID', 'TELECOM_POTENTIAL_BLOCKING'],
    ...['TELECOM_UNANSWERED', 'TELECOM_TIMEOUT', 'TELECOM_ORIGINATOR_CANCEL'],
    ...['OUTBOUND_RESOURCE_ERROR', 'OUTBOUND_ATTEMPT_FAILED', 'OUTBOUND_PREVIEW_DISCARDED'],
    'OUTBOUND_DESTINATION_ENDPOINT_ERROR',
  ],
  { CONTACT_FLOW_DISCONNECT: 'Flow disconnect', API: 'Ended by API', NONE: 'None given' },
)

/** How journeys end. */
export const outcomes = codes([
  ...['HANDLED', 'CUSTOMER_NOT_REACHED', 'EXTERNAL', 'CALLBACK_NOT_REACHED', 'ABANDONED'],
  ...['LEFT_IN_FLOW', 'CONTAINED', 'OTHER'],
])

/** Why records are in quarantine. */
export const quarantineReasons = codes(
  [
    ...['unpaired_surrogate', 'undecodable', 'too_large', 'unknown_source', 'missing_key'],
    ...['unreadable_key', 'refused'],
  ],
  { not_json: 'Not JSON', invalid_utf8: 'Invalid UTF-8' },
)

/** What became of them. */
export const quarantineStates = codes(['quarantined', 'replayed'])

/** What drift is. */
export const driftProblems = codes(['unknown_field', 'unexpected_kind', 'unreadable_value'])
