import type { Operation, RequestInputs } from '../../quicksight/request.ts'
import type { QuickSightApi } from '../api.ts'
import type { Found } from '../found.ts'

/** What can be done with one kind of asset. Inputs are those of the requests that make it. */
export interface AssetKind<I> {
  /** Undefined where there is none. */
  describe(api: QuickSightApi, input: I): Promise<Found | undefined>
  /** Begins it; what goes wrong later is for `describe` to say. */
  create(api: QuickSightApi, input: I): Promise<unknown>
  update(api: QuickSightApi, input: I, before: Found): Promise<unknown>
  remove(api: QuickSightApi, input: I): Promise<unknown>
  /** Shares it; not of kinds that are not shared. */
  share?(api: QuickSightApi, input: I, change: PermissionChange): Promise<unknown>
}

/** Who gets what, and from whom it is taken. */
export interface PermissionChange {
  readonly GrantPermissions?: { Principal: string; Actions: string[] }[]
  readonly RevokePermissions?: { Principal: string; Actions: string[] }[]
}

/** A kind for every operation. */
export type AssetKinds = { readonly [O in Operation]: AssetKind<RequestInputs[O]> }
