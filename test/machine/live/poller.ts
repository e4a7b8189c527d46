/** A record as a function is given it, as far as a poller has to do with it. */
interface PolledRecord {
  readonly kinesis: { readonly sequenceNumber: string }
}

/** What a function answers where `ReportBatchItemFailures` is on. */
interface Answer {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[]
}

/** What the destination is told of a batch that was given up: where it lies, and nothing out of it. */
export interface Discarded {
  readonly startSequenceNumber: string
  readonly endSequenceNumber: string
  readonly batchSize: number
}

/**
 * Plays Lambda's poller of one shard, as its documentation has it, for MiniStack's takes no notice of the answer, tries for
 * ever, and knows no destination:
 * - Of the failures that an answer names the lowest sequence number is the checkpoint: what lies before it is done, and all
 *   from it on comes again (ReportBatchItemFailures).
 * - A call that fails is halved, which takes nothing off the retries (BisectBatchOnFunctionError).
 * - When the retries are used up the batch is given up, the destination is told, and the stream goes on.
 *
 * Whether a batch is halved whose very first record is named, the documentation leaves open: `halves_at_first` plays either.
 * Pauses between retries are left out.
 */
export async function polled<R extends PolledRecord>(
  records: readonly R[],
  call: (batch: readonly R[]) => Promise<Answer>,
  {
    batch_size,
    most_retries,
    halves_at_first,
  }: {
    readonly batch_size: number
    readonly most_retries: number
    readonly halves_at_first: boolean
  },
): Promise<readonly Discarded[]> {
  const discarded: Discarded[] = []
  const sequence = (record: R | undefined): string => record?.kinesis.sequenceNumber ?? ''
  const halvesOf = (batch: readonly R[]) => {
    const middle = Math.ceil(batch.length / 2)
    return [batch.slice(0, middle), batch.slice(middle)]
  }

  async function taken(batch: readonly R[], retries: number): Promise<void> {
    const answer = await call(batch).catch(() => undefined)
    const failed = answer?.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)
    if (failed?.length === 0) return
    // A name that no record of the batch has is a failure of all of it.
    const first = failed
      ? Math.max(
          0,
          batch.findIndex(each => failed.includes(sequence(each))),
        )
      : 0
    if (first > 0) return taken(batch.slice(first), retries)
    if (batch.length > 1 && (failed === undefined || halves_at_first)) {
      for (const half of halvesOf(batch)) await taken(half, retries)
    } else if (retries > 0) await taken(batch, retries - 1)
    else
      discarded.push({
        ...{ startSequenceNumber: sequence(batch[0]), endSequenceNumber: sequence(batch.at(-1)) },
        batchSize: batch.length,
      })
  }

  for (let from = 0; from < records.length; from += batch_size)
    await taken(records.slice(from, from + batch_size), most_retries)
  return discarded
}
