import type { Operation, Request } from '../../quicksight/request.ts'
import type { AssetKind, AssetKinds } from './asset.ts'
import { dataSet, dataSource, refreshProperties, refreshSchedule } from './data.ts'
import { folder, folderMembership, group } from './sharing.ts'
import { analysis, dashboard, theme } from './shown.ts'

const kinds: AssetKinds = {
  CreateGroup: group,
  CreateFolder: folder,
  CreateDataSource: dataSource,
  CreateDataSet: dataSet,
  PutDataSetRefreshProperties: refreshProperties,
  CreateRefreshSchedule: refreshSchedule,
  CreateTheme: theme,
  CreateAnalysis: analysis,
  CreateDashboard: dashboard,
  CreateFolderMembership: folderMembership,
}

/** The kind of an asset, for the input of its own request. */
export const kindOf = ({ operation }: { readonly operation: Operation }): AssetKind<Request['input']> =>
  kinds[operation] as AssetKind<unknown> as AssetKind<Request['input']>
