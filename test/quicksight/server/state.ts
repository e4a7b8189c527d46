import { serviceModel } from '../../../dashboards/quicksight/model/model.ts'
import type { Input } from './routes.ts'

/** An answer of the service that is an error. */
export class ServiceError extends Error {
  readonly status: number
  constructor(name: string, message: string, status = serviceModel.errors[name] ?? 400) {
    super(message)
    this.name = name
    this.status = status
  }
}

/** Something that has gone wrong with an asset after it was accepted. */
export interface AssetError {
  readonly Type: string
  readonly Message: string
  readonly ViolatedEntities?: readonly { readonly Path: string }[]
}

/** A version of an asset; assets without versions have one. */
export interface Version {
  readonly number: number
  readonly input: Input
  /** So many descriptions it is still in the making. */
  pending: number
  /** So many lists and descriptions do not show it yet. */
  late: number
  readonly made: 'CREATION' | 'UPDATE'
  readonly errors: readonly AssetError[]
}

export interface Asset {
  readonly arn: string
  readonly versions: Version[]
  published: number
  permissions: Map<string, readonly string[]>
  tags: Map<string, string>
  isDeleted: boolean
  /** What a data set takes of memory. */
  spice_bytes?: number
}

export interface Ingestion {
  readonly id: string
  readonly type: string
  pending: number
  readonly error?: AssetError
}

/** Everything that an account of QuickSight has. */
export interface State {
  /** Whether it describes things as QuickSight may: without what is empty, and with what was left open filled in. */
  normalises: boolean
  readonly account_id: string
  readonly region: string
  readonly identity_region: string
  edition: string
  /** By `dashboard/overview`. */
  readonly assets: Map<string, Asset>
  readonly groups: Map<string, Input>
  readonly users: Set<string>
  /** By folder: `DASHBOARD/overview`. */
  readonly members: Map<string, Set<string>>
  /** By data set. */
  readonly properties: Map<string, Input>
  readonly schedules: Map<string, Map<string, Input>>
  readonly ingestions: Map<string, Ingestion[]>
}

/** Where a version is between accepted and used. */
export const statusOf = ({ pending, made, errors }: Version): string =>
  `${made}_${pending > 0 ? 'IN_PROGRESS' : errors.length > 0 ? 'FAILED' : 'SUCCESSFUL'}`

/** Whether a look at a version comes too early; it brings the version on. */
export function isLate(version: Version): boolean {
  if (version.late === 0) return false
  version.late--
  return true
}

/** The newest version. */
export const latestOf = ({ versions }: Asset): Version => versions.at(-1) as Version
