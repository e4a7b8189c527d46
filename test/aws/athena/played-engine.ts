import { afterEach } from 'vitest'
import { athenaEngine } from '../../../lake/engine/athena.ts'
import type { AthenaPlace } from '../../../lake/engine/athena-place.ts'
import type { QueryEngine } from '../../../lake/engine/engine.ts'
import type { LakeError } from '../../../schema/error.ts'
import { type Canned, canned } from './canned.ts'
import type { WorkGroup } from './execution.ts'
import { type PlayedAthena, playAthena } from './server.ts'

/** An engine on an Athena that is played, anew at each test that plays one. */
export function playedEngine() {
  let athena: PlayedAthena
  let engine: QueryEngine
  afterEach(() => {
    engine.close()
    athena.stop()
  })

  async function played(
    answer: Canned | ((sql: string) => Canned) = {},
    place: Partial<AthenaPlace> = {},
    workgroups?: Readonly<Record<string, WorkGroup>>,
  ): Promise<void> {
    athena = await playAthena(canned(typeof answer === 'function' ? answer : () => answer), workgroups)
    engine = athenaEngine({
      ...{ workgroup: 'primary', catalog: 'AwsDataCatalog', database: 'lake' },
      client: {
        endpoint: athena.url,
        region: 'eu-central-1',
        credentials: { accessKeyId: 'testing', secretAccessKey: 'testing' },
      },
      ...place,
    })
  }

  return {
    athena: () => athena,
    engine: () => engine,
    played,
    callsOf: (operation: string) => athena.calls.filter(call => call.operation === operation),
    failure: (sql = 'SELECT 1'): Promise<LakeError> =>
      engine.query(sql).then(
        () => Promise.reject(new Error(`answered: ${sql}`)),
        (error: LakeError) => error,
      ),
  }
}
