import type { Input } from './routes.ts'
import { type Asset, type AssetError, ServiceError, type State } from './state.ts'

/** What an order does to one request. */
export interface Fate {
  readonly errors: readonly AssetError[]
  readonly ingestion?: AssetError
  /** How many descriptions something stays in the making. */
  readonly pending: number
  /** How many lists and descriptions do not show a version yet. */
  readonly late: number
}

export type Operation = (state: State, input: Input, fate: Fate) => object

/** A kind of asset, as the API calls it. */
export interface Kind {
  readonly name: string
  readonly plural: string
  readonly word: string
  /** Whether it is made while one waits, and whether updates make versions. */
  readonly isSlow: boolean
  readonly hasVersions: boolean
  /** Members of the description; all others of the input are not given back. */
  readonly shown: readonly string[]
}

export const kinds: readonly Kind[] = [
  {
    name: 'DataSource',
    plural: 'DataSources',
    word: 'datasource',
    isSlow: true,
    hasVersions: false,
    shown: ['Name', 'Type', 'DataSourceParameters', 'SslProperties', 'VpcConnectionProperties'],
  },
  {
    ...{ name: 'DataSet', plural: 'DataSets', word: 'dataset', isSlow: false, hasVersions: false },
    shown: [
      'Name',
      'PhysicalTableMap',
      'LogicalTableMap',
      'ImportMode',
      'ColumnGroups',
      'FieldFolders',
      'RowLevelPermissionDataSet',
      'ColumnLevelPermissionRules',
      'DataSetUsageConfiguration',
      'DatasetParameters',
      'UseAs',
      'DataPrepConfiguration',
      'SemanticModelConfiguration',
      'PerformanceConfiguration',
    ],
  },
  { name: 'Theme', plural: 'Themes', word: 'theme', isSlow: true, hasVersions: true, shown: ['Name'] },
  {
    name: 'Folder',
    plural: 'Folders',
    word: 'folder',
    isSlow: false,
    hasVersions: false,
    shown: ['Name', 'FolderType'],
  },
  {
    name: 'Analysis',
    plural: 'Analyses',
    word: 'analysis',
    isSlow: true,
    hasVersions: false,
    shown: ['Name', 'ThemeArn'],
  },
  {
    name: 'Dashboard',
    plural: 'Dashboards',
    word: 'dashboard',
    isSlow: true,
    hasVersions: true,
    shown: ['Name'],
  },
]

export const idOf = ({ name }: Kind, input: Input): string => input[`${name}Id`]
export const absent = (what: string) => new ServiceError('ResourceNotFoundException', `${what} is not found`)

export function find(state: State, kind: Kind, input: Input): Asset {
  const asset = state.assets.get(`${kind.word}/${idOf(kind, input)}`)
  if (!asset || asset.isDeleted) throw absent(`${kind.name} ${idOf(kind, input)}`)
  return asset
}

export const kindNamed = (name: string): Kind => kinds.find(kind => kind.name === name) as Kind

export const byArn = (state: State, arn: string): Asset | undefined => {
  const asset = state.assets.get(arn.split(':').at(-1) ?? '')
  return asset && !asset.isDeleted ? asset : undefined
}

/** A page of a list: two at a time, so that who reads one page only is found out. */
export function page<T>(
  all: readonly T[],
  { NextToken }: Input,
): { readonly some: readonly T[]; readonly next: object } {
  const from = NextToken === undefined ? 0 : Number(NextToken)
  if (!Number.isInteger(from)) throw new ServiceError('InvalidNextTokenException', String(NextToken))
  return {
    some: all.slice(from, from + 2),
    next: from + 2 < all.length ? { NextToken: String(from + 2) } : {},
  }
}
