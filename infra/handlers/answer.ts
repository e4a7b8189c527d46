import { LakeError } from '../../schema/error.ts'

/** What CloudFormation tells a custom resource. */
export interface ResourceEvent<P> {
  readonly RequestType: 'Create' | 'Update' | 'Delete'
  readonly ResponseURL: string
  readonly StackId: string
  readonly RequestId: string
  readonly LogicalResourceId: string
  /** From the answer to its creation; not yet there then. */
  readonly PhysicalResourceId?: string
  readonly ResourceProperties: P
  /** Of an update: what they were. */
  readonly OldResourceProperties?: P
}

/** What became of a custom resource. */
export interface Outcome {
  readonly id: string
  /** What it says of itself, for people. */
  readonly said: string
}

/** CloudFormation takes an answer of 4 KB. */
const LONGEST_REASON = 2000

/**
 * Makes a handler of what is to be done to a custom resource. CloudFormation is answered in any case: whoever does not
 * answer keeps a deployment waiting for an hour.
 */
export const resourceHandler =
  <P>(act: (event: ResourceEvent<P>) => Promise<Outcome>) =>
  async (event: ResourceEvent<P>): Promise<void> => {
    const { StackId, RequestId, LogicalResourceId, PhysicalResourceId } = event
    const same = { StackId, RequestId, LogicalResourceId }
    let answer: object
    try {
      const { id, said } = await act(event)
      console.log(JSON.stringify({ level: 'INFO', message: said, id }))
      answer = {
        ...same,
        Status: 'SUCCESS',
        PhysicalResourceId: id,
        Data: { Said: said.slice(0, LONGEST_REASON) },
      }
    } catch (error) {
      const said = error instanceof LakeError ? error.lines().join('\n') : (error as Error).message
      const Reason = said.slice(0, LONGEST_REASON)
      console.log(JSON.stringify({ level: 'ERROR', message: Reason, stack: (error as Error).stack }))
      // Without an id CloudFormation could not delete what was not made: it is told one that says so.
      answer = { ...same, Status: 'FAILED', PhysicalResourceId: PhysicalResourceId ?? 'not-made', Reason }
    }
    const { ok, status } = await fetch(event.ResponseURL, { method: 'PUT', body: JSON.stringify(answer) })
    if (!ok) throw new Error(`CloudFormation did not take the answer: ${status}`)
  }
