import { assetArn, assetId } from '../place.ts'
import { type Request, request } from '../request.ts'
import { placeOf, type QuickSightSettings } from '../settings.ts'
import { permissionsOf } from './share.ts'

const ID = 'athena'

/** The ARN of Athena as a data source. */
export const dataSourceArn = (settings: QuickSightSettings): string =>
  assetArn(placeOf(settings), 'datasource', ID)

/** Athena as a data source: by which workgroup, and in whose name the lake is read. */
export function dataSourceRequest(settings: QuickSightSettings): Request {
  const { account_id, workgroup, role_arn } = settings
  const place = placeOf(settings)
  return request('CreateDataSource', ID, {
    AwsAccountId: account_id,
    DataSourceId: assetId(place, ID),
    Name: `${place.prefix}connect-lake`,
    Type: 'ATHENA',
    DataSourceParameters: {
      AthenaParameters: { WorkGroup: workgroup, ...(role_arn !== undefined && { RoleArn: role_arn }) },
    },
    SslProperties: { DisableSsl: false },
    Permissions: permissionsOf('datasource', settings),
  })
}
