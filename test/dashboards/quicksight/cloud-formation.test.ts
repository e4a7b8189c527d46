import { expect, test } from 'vitest'
import { toCloudFormation } from '../../../dashboards/quicksight/cloud-formation.ts'
import { requests } from './requests.ts'

test("requests as resources, where CloudFormation is not the API's", () => {
  const resources = toCloudFormation(requests())
  expect(Object.entries(resources).map(([name, { Type }]) => `${name} ${Type}`)).toEqual([
    'CreateFolder.everybody AWS::QuickSight::Folder',
    'CreateDataSource.athena AWS::QuickSight::DataSource',
    'CreateDataSet.who-sees AWS::QuickSight::DataSet',
    'CreateDataSet.contacts AWS::QuickSight::DataSet',
    'CreateRefreshSchedule.contacts.daily AWS::QuickSight::RefreshSchedule',
    'CreateTheme.plain AWS::QuickSight::Theme',
    'CreateDashboard.overview AWS::QuickSight::Dashboard',
  ])
  expect(resources['CreateRefreshSchedule.contacts.daily']?.Properties.Schedule).toEqual({
    ScheduleId: 'daily',
    RefreshType: 'INCREMENTAL_REFRESH',
    ScheduleFrequency: { Interval: 'DAILY', TimeOfTheDay: '05:00', TimeZone: 'Europe/Paris' },
  })
  expect(resources['CreateDataSet.contacts']?.Properties).toMatchObject({
    DataSetRefreshProperties: {
      RefreshConfiguration: { IncrementalRefresh: { LookbackWindow: { Size: 3 } } },
    },
    IngestionWaitPolicy: { WaitForSpiceIngestion: false },
  })
  expect(resources['CreateDashboard.overview']?.Properties.FolderArns).toEqual([
    'arn:aws:quicksight:eu-central-1:111122223333:folder/everybody',
  ])
})
