import type { Ingestion } from '@aws-sdk/client-quicksight'
import type { Patience, QuickSightApi } from './api.ts'

export const isDone = ({ IngestionStatus: status }: Ingestion): boolean =>
  status === 'COMPLETED' || status === 'FAILED' || status === 'CANCELLED'

/** The newest ingestion of a data set; undefined where there was none, or no such data set. */
export const lastIngestion = async (api: QuickSightApi, DataSetId: string): Promise<Ingestion | undefined> =>
  (
    await api.find('ListIngestions', `data set ${DataSetId}`, client =>
      client.listIngestions({ AwsAccountId: api.place.account_id, DataSetId }),
    )
  )?.Ingestions?.[0]

/** An ingestion when it is over, however it ended. */
export const endedIngestion = (
  api: QuickSightApi,
  id: {
    readonly AwsAccountId: string | undefined
    readonly DataSetId: string
    readonly IngestionId: string
  },
  patience?: Patience,
): Promise<Ingestion> =>
  api.settled(
    `ingestion ${id.IngestionId} of data set ${id.DataSetId}`,
    async () =>
      (await api.ask('DescribeIngestion', `data set ${id.DataSetId}`, client => client.describeIngestion(id)))
        .Ingestion as Ingestion,
    ingestion => !isDone(ingestion),
    patience,
  )

/** What QuickSight says of an ingestion that did not end well. */
export const ingestionError = ({
  ErrorInfo,
}: Ingestion): { readonly type: string; readonly message: string } => ({
  type: ErrorInfo?.Type ?? 'UNKNOWN',
  message: ErrorInfo?.Message ?? 'QuickSight does not say why',
})
