import { setTimeout as pause } from 'node:timers/promises'
import type { GlueClientConfig } from '@aws-sdk/client-glue'
import { LakeError } from '../../schema/error.ts'
import type { Type } from '../../schema/type.ts'
import { glueRequests } from './glue-requests.ts'
import { folderTable } from './glue-table.ts'

/** What the names of these tables begin with: no table of a lake does. */
const PASSING = 'connect_lake_passing_'
/** No statement takes longer: what is older was left by a process that was killed. */
const LEFT_MS = 86_400_000
const MOST_TRIES = 6
const FIRST_PAUSE_MS = 100

/** Folders of files that are tables of Glue for a while. */
export interface GlueFolders {
  /**
   * Shows a folder as a table, and gives its name.
   * @param location `s3://bucket/prefix/`
   */
  show(
    unique: string,
    columns: Readonly<Record<string, { readonly type: Type }>>,
    location: string,
  ): Promise<string>
  /** Takes tables away, not what is in them. One that is gone does not matter. */
  hide(names: readonly string[]): Promise<void>
  /** Takes away what was left long ago, by the clock of Glue: as of the newest of these tables, so one is shown first. */
  sweep(): Promise<void>
}

/** @param client region, credentials and endpoint where they are not those of the environment */
export function glueFolders(database: string, client: GlueClientConfig = {}): GlueFolders {
  const glue = glueRequests(database, client)

  async function hide(names: readonly string[]): Promise<void> {
    for (const name of names) await glue.deleteTable(name)
  }

  return {
    hide,

    async show(unique, columns, location) {
      const name = PASSING + unique
      for (let round = 0; round < MOST_TRIES; round++) {
        if (await glue.createTable(folderTable(name, columns, location))) return name
        // Nobody else has this name: where it is, the answer to our own request was lost.
        if ((await glue.tables())?.some(({ Name }) => Name === name)) return name
        await pause(FIRST_PAUSE_MS * 2 ** round)
      }
      throw new LakeError({
        what: 'a table could not be made in Glue',
        value: `${database}.${name}, after ${MOST_TRIES} tries`,
        allowed: 'a database that is there, and that few write to at once',
        remedy: 'see that the database exists, and run the same command again',
      })
    },

    async sweep() {
      const passing = ((await glue.tables()) ?? []).flatMap(({ Name = '', CreateTime }) =>
        Name.startsWith(PASSING) && CreateTime ? [{ name: Name, made_ms: CreateTime.getTime() }] : [],
      )
      const newest_ms = Math.max(...passing.map(({ made_ms }) => made_ms))
      await hide(passing.filter(({ made_ms }) => made_ms < newest_ms - LEFT_MS).map(({ name }) => name))
    },
  }
}
