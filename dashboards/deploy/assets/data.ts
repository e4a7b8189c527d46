import type {
  CreateDataSetCommandInput,
  CreateDataSourceCommandInput,
  CreateRefreshScheduleCommandInput,
  PutDataSetRefreshPropertiesCommandInput,
} from '@aws-sdk/client-quicksight'
import { sharingOf, stateOf } from '../found.ts'
import type { AssetKind } from './asset.ts'

export const dataSource: AssetKind<CreateDataSourceCommandInput> = {
  async describe(api, { AwsAccountId, DataSourceId }) {
    const of = `data source ${DataSourceId}`
    const id = { AwsAccountId, DataSourceId }
    const answer = await api.find('DescribeDataSource', of, client => client.describeDataSource(id))
    const { Arn = '', Status, ErrorInfo, ...shown } = answer?.DataSource ?? {}
    if (!answer) return undefined
    const sharing = await sharingOf(api, of, Arn, 'DescribeDataSourcePermissions', client =>
      client.describeDataSourcePermissions(id),
    )
    return {
      ...{ ...sharing, shown: { ...shown }, state: stateOf(Status) },
      ...(ErrorInfo && { errors: [{ ...ErrorInfo }] }),
    }
  },
  create: (api, input) =>
    api.ask('CreateDataSource', `data source ${input.DataSourceId}`, client =>
      client.createDataSource(input),
    ),
  update: (api, { Type: _, Permissions: __, Tags: ___, FolderArns: ____, ...input }) =>
    api.ask('UpdateDataSource', `data source ${input.DataSourceId}`, client =>
      client.updateDataSource(input),
    ),
  remove: (api, { AwsAccountId, DataSourceId }) =>
    api.find('DeleteDataSource', `data source ${DataSourceId}`, client =>
      client.deleteDataSource({ AwsAccountId, DataSourceId }),
    ),
  share: (api, { AwsAccountId, DataSourceId }, change) =>
    api.ask('UpdateDataSourcePermissions', `data source ${DataSourceId}`, client =>
      client.updateDataSourcePermissions({ AwsAccountId, DataSourceId, ...change }),
    ),
}

export const dataSet: AssetKind<CreateDataSetCommandInput> = {
  async describe(api, { AwsAccountId, DataSetId }) {
    const of = `data set ${DataSetId}`
    const id = { AwsAccountId, DataSetId }
    const answer = await api.find('DescribeDataSet', of, client => client.describeDataSet(id))
    const { Arn = '', ...shown } = answer?.DataSet ?? {}
    if (!answer) return undefined
    const sharing = await sharingOf(api, of, Arn, 'DescribeDataSetPermissions', client =>
      client.describeDataSetPermissions(id),
    )
    return { ...sharing, shown: { ...shown }, state: 'good' }
  },
  create: (api, input) =>
    api.ask('CreateDataSet', `data set ${input.DataSetId}`, client => client.createDataSet(input)),
  update: (api, { Permissions: _, Tags: __, FolderArns: ___, UseAs: ____, ...input }) =>
    api.ask('UpdateDataSet', `data set ${input.DataSetId}`, client => client.updateDataSet(input)),
  remove: (api, { AwsAccountId, DataSetId }) =>
    api.find('DeleteDataSet', `data set ${DataSetId}`, client =>
      client.deleteDataSet({ AwsAccountId, DataSetId }),
    ),
  share: (api, { AwsAccountId, DataSetId }, change) =>
    api.ask('UpdateDataSetPermissions', `data set ${DataSetId}`, client =>
      client.updateDataSetPermissions({ AwsAccountId, DataSetId, ...change }),
    ),
}

const refreshOf = (id: string | undefined): string => `refresh of data set ${id}`

export const refreshProperties: AssetKind<PutDataSetRefreshPropertiesCommandInput> = {
  async describe(api, { AwsAccountId, DataSetId }) {
    const answer = await api.find('DescribeDataSetRefreshProperties', refreshOf(DataSetId), client =>
      client.describeDataSetRefreshProperties({ AwsAccountId, DataSetId }),
    )
    if (!answer?.DataSetRefreshProperties) return undefined
    return {
      arn: '',
      shown: { DataSetId, DataSetRefreshProperties: answer.DataSetRefreshProperties },
      state: 'good',
    }
  },
  create: (api, input) =>
    api.ask('PutDataSetRefreshProperties', refreshOf(input.DataSetId), client =>
      client.putDataSetRefreshProperties(input),
    ),
  update: (api, input) => refreshProperties.create(api, input),
  remove: (api, { AwsAccountId, DataSetId }) =>
    api.find('DeleteDataSetRefreshProperties', refreshOf(DataSetId), client =>
      client.deleteDataSetRefreshProperties({ AwsAccountId, DataSetId }),
    ),
}

export const refreshSchedule: AssetKind<CreateRefreshScheduleCommandInput> = {
  async describe(api, { AwsAccountId, DataSetId, Schedule }) {
    const answer = await api.find('DescribeRefreshSchedule', refreshOf(DataSetId), client =>
      client.describeRefreshSchedule({ AwsAccountId, DataSetId, ScheduleId: Schedule?.ScheduleId }),
    )
    if (!answer?.RefreshSchedule) return undefined
    return { arn: '', shown: { DataSetId, Schedule: answer.RefreshSchedule }, state: 'good' }
  },
  create: (api, input) =>
    api.ask('CreateRefreshSchedule', refreshOf(input.DataSetId), client =>
      client.createRefreshSchedule(input),
    ),
  update: (api, input) =>
    api.ask('UpdateRefreshSchedule', refreshOf(input.DataSetId), client =>
      client.updateRefreshSchedule(input),
    ),
  remove: (api, { AwsAccountId, DataSetId, Schedule }) =>
    api.find('DeleteRefreshSchedule', refreshOf(DataSetId), client =>
      client.deleteRefreshSchedule({ AwsAccountId, DataSetId, ScheduleId: Schedule?.ScheduleId }),
    ),
}
