import { hashOf } from './files.ts'
import type { ViewColumns } from './view.ts'

/** A view as a catalog has it, with what was noted of it when it was deployed. */
export interface DeployedView {
  readonly name: string
  readonly sql: string
  /** Fingerprint of the text that was deployed; '' of a view that has no note of ours: others made or replaced it. */
  readonly hash: string
  /** What stands in it, for people. */
  readonly doc?: string
  /** The contract as it was deployed; undefined of views that were deployed before it was noted. */
  readonly columns?: ViewColumns
  /** Of an alias: the version it stands for. */
  readonly alias_of?: string
  /** Of a view that is generated: what it was made of. */
  readonly generated_from?: unknown
  /** Deployments are counted; the one that wrote it. A rollback looks for the last. */
  readonly deployment?: number
  /** Fingerprint of all that was to be deployed: one that was cut short and the one that went on with it have the same. */
  readonly release?: string
  /** Of what a deployment changed: the view before it. */
  readonly previous?: Omit<DeployedView, 'previous' | 'revision'>
  /** Of what a rollback returned: the hash of what it was returned from. */
  readonly returned_from?: string
  /** The catalog's own number of this state, where it has one: a change that was planned on another is refused. */
  readonly revision?: string
}

/** Whether a view was made by connect-lake, as far as the catalog knows. */
export const isOurs = ({ hash }: DeployedView): boolean => hash !== ''

/** Whether the text is the one that was deployed. */
export const isIntact = (view: DeployedView): boolean => hashOf(view.sql) === view.hash
