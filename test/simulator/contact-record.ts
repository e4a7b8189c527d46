/** The parts of a contact record that tests read. */
export interface ContactRecord {
  readonly ContactId: string
  readonly Channel: string
  readonly InitiationMethod: string
  readonly InitiationTimestamp: string
  readonly ConnectedToSystemTimestamp: string | null
  readonly DisconnectTimestamp: string
  readonly DisconnectReason: string | null
  readonly LastUpdateTimestamp: string
  readonly TransferCompletedTimestamp: string | null
  readonly TransferredToEndpoint: { readonly Address: string } | null
  readonly InitialContactId: string | null
  readonly PreviousContactId: string | null
  readonly NextContactId: string | null
  readonly ContactAssociationId: string
  readonly AgentConnectionAttempts: number
  readonly Attributes: Readonly<Record<string, string>>
  readonly CustomerEndpoint: { readonly Address: string } | null
  readonly SegmentAttributes: Readonly<Record<string, { readonly ValueString: string | null }>>
  readonly Recording: object | null
  readonly Recordings: readonly { readonly Location: string }[] | null
  readonly ContactLens?: object
  readonly ChatMetrics?: object
  readonly Queue: {
    readonly ARN: string
    readonly Name: string | null
    readonly EnqueueTimestamp: string | null
    readonly DequeueTimestamp: string | null
    readonly Duration: number | null
  } | null
  readonly Agent: {
    readonly ARN: string
    readonly Username: string
    readonly ConnectedToAgentTimestamp: string
    readonly AgentInteractionDuration: number
    readonly CustomerHoldDuration: number
    readonly LongestHoldDuration: number
    readonly NumberOfHolds: number
    readonly AgentPauseDuration?: number
    readonly AfterContactWorkDuration: number | null
    readonly AfterContactWorkStartTimestamp: string | null
    readonly AfterContactWorkEndTimestamp: string | null
  } | null
}

/** Of each contact the newest version: Connect's own rule for duplicates. */
export function newestVersions(records: readonly { readonly value: ContactRecord }[]): ContactRecord[] {
  const newest = new Map<string, ContactRecord>()
  for (const { value } of records) {
    const known = newest.get(value.ContactId)
    if (!known || known.LastUpdateTimestamp < value.LastUpdateTimestamp) newest.set(value.ContactId, value)
  }
  return [...newest.values()]
}

export const isTest = ({ SegmentAttributes }: ContactRecord): boolean =>
  SegmentAttributes['connect:ValidationTestType']?.ValueString === 'EXPERIENCE_VALIDATION'
