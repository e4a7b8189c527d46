import { join } from 'node:path'
import type { LakeSource } from '../../cli/server/session.ts'
import { duckdbEngine } from '../../lake/engine/duckdb.ts'
import type { QueryEngine } from '../../lake/engine/engine.ts'
import type { LakeState } from '../../lake/log/state.ts'
import { businessTime } from '../../sql/business-time.ts'
import { planViews } from '../../sql/deploy.ts'
import { wantedViews } from '../../sql/files.ts'
import { prelude } from '../../sql/prelude.ts'
import type { View } from '../../sql/view.ts'
import { views } from '../../sql/views.ts'
import { testLake } from '../fixture/lake.ts'
import { arnOf, contactRecord } from '../fixture/record.ts'

export interface Contact {
  readonly id: string
  /** Disconnect, ISO. */
  readonly at: string
  /** Null for a contact that was in no queue. */
  readonly queue: string | null
  /** Null for a contact that reached nobody: in a queue it is abandoned. */
  readonly agent: string | null
  readonly wait_s?: number
  readonly talk_s?: number
  readonly channel?: string
  readonly reason?: string
  readonly attributes?: Readonly<Record<string, string>>
}

/** A contact as Connect records it. */
function recordOf(contact: Contact): unknown {
  const { id, at, queue, agent, wait_s = 10, talk_s = 60, channel, reason, attributes } = contact
  const plain = contactRecord({ id, at, ...(attributes && { attributes }) })
  return {
    ...plain,
    Channel: channel ?? 'VOICE',
    DisconnectReason: reason ?? 'CUSTOMER_DISCONNECT',
    Agent: agent === null ? null : { ...plain.Agent, Username: agent, AgentInteractionDuration: talk_s },
    Queue:
      queue === null
        ? null
        : { ...plain.Queue, ARN: arnOf('queue', encodeURIComponent(queue)), Name: queue, Duration: wait_s },
  }
}

/** A lake in a folder, served as the command does, with more views if need be; what was opened and closed is counted. */
export function servedLake(folder: string, more: readonly View[] = [], time_zone = 'UTC') {
  const lake = testLake(folder)
  const wanted = wantedViews([...Object.values(views), ...more], businessTime({ time_zone }))
  const deployed: { readonly name: string; readonly sql: string }[] = planViews(wanted, []).map(
    step => step.view,
  )
  const counts = { opened: 0, closed: 0, queries: 0 }

  async function open(state: LakeState): Promise<QueryEngine> {
    const engine = await duckdbEngine(lake.storage, state, {
      prelude,
      views: [...deployed],
      memory_bytes: 512 * 1024 * 1024,
      scratch: join(folder, 'scratch'),
    })
    counts.opened++
    return {
      ...engine,
      query(sql) {
        counts.queries++
        return engine.query(sql)
      },
      close() {
        counts.closed++
        engine.close()
      },
    }
  }
  const source: LakeSource = { head: () => lake.log.head(), open }
  let objects = 0
  return {
    ...{ lake, counts, source },
    /** The views that an engine is opened with, of those that are in order. */
    deployed,
    /**
     * Takes contacts in, with one commit; `damaged` records beside them.
     * @param arrival Prefix of the object's key, from which its arrival is read: `2025/07/01/10/`.
     */
    async take(contacts: readonly Contact[], damaged = 0, arrival = ''): Promise<void> {
      const lines = contacts.map(contact => JSON.stringify(recordOf(contact)))
      const broken = Array.from({ length: damaged }, (_, i) => `{"ContactId": ${i} oops}`)
      lake.add(`${arrival}contacts-${++objects}.json`, [...lines, ...broken].join('\n'))
      await lake.run({ derive: contacts.some(({ attributes }) => attributes) })
    },
  }
}
