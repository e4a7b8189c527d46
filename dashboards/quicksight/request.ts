import type {
  CreateAnalysisCommandInput,
  CreateDashboardCommandInput,
  CreateDataSetCommandInput,
  CreateDataSourceCommandInput,
  CreateFolderCommandInput,
  CreateFolderMembershipCommandInput,
  CreateGroupCommandInput,
  CreateRefreshScheduleCommandInput,
  CreateThemeCommandInput,
  PutDataSetRefreshPropertiesCommandInput,
} from '@aws-sdk/client-quicksight'

/** What QuickSight is asked for, by operation, and what it is given: the inputs of its API, as they are. */
export interface RequestInputs {
  readonly CreateGroup: CreateGroupCommandInput
  readonly CreateFolder: CreateFolderCommandInput
  readonly CreateDataSource: CreateDataSourceCommandInput
  readonly CreateDataSet: CreateDataSetCommandInput
  readonly PutDataSetRefreshProperties: PutDataSetRefreshPropertiesCommandInput
  readonly CreateRefreshSchedule: CreateRefreshScheduleCommandInput
  readonly CreateTheme: CreateThemeCommandInput
  readonly CreateAnalysis: CreateAnalysisCommandInput
  readonly CreateDashboard: CreateDashboardCommandInput
  readonly CreateFolderMembership: CreateFolderMembershipCommandInput
}

export type Operation = keyof RequestInputs

/**
 * The operations in the order of dependency: an asset is made after what it names. Data sets of rules are made before
 * those that they protect.
 */
export const operations = [
  'CreateGroup',
  'CreateFolder',
  'CreateDataSource',
  'CreateDataSet',
  'PutDataSetRefreshProperties',
  'CreateRefreshSchedule',
  'CreateTheme',
  'CreateAnalysis',
  'CreateDashboard',
  'CreateFolderMembership',
] as const satisfies readonly Operation[]

interface OneRequest<O extends Operation> {
  readonly operation: O
  /**
   * The asset's own id, without the prefix of a place; the same wherever it is deployed. Of what belongs to another asset
   * both, with a dot between: a schedule of a data set is `contacts.daily`, a member of a folder `everybody.overview`.
   */
  readonly id: string
  readonly input: RequestInputs[O]
}

/** One asset as it is to be: the request that makes it where there is none. */
export type Request<O extends Operation = Operation> = { [K in O]: OneRequest<K> }[O]

/** Makes a request; its input is checked against its operation. */
export const request = <O extends Operation>(operation: O, id: string, input: RequestInputs[O]): Request<O> =>
  ({ operation, id, input }) as unknown as Request<O>

/** What requests are called in messages, and what their files are called but for the ending. */
export const requestName = ({ operation, id }: Pick<Request, 'operation' | 'id'>): string =>
  `${operation}.${id}`

/** Whether a request is of an operation. */
export const isOf =
  <O extends Operation>(operation: O) =>
  (each: Request): each is Extract<Request, { readonly operation: O }> =>
    each.operation === operation

const rank = (each: Request): number =>
  2 * operations.indexOf(each.operation) +
  (isOf('CreateDataSet')(each) && each.input.UseAs !== 'RLS_RULES' ? 1 : 0)

/** Requests in the order in which they can be sent, and always in the same one. */
export const inOrderOfDependency = (requests: readonly Request[]): readonly Request[] =>
  requests.toSorted((a, b) => rank(a) - rank(b) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
