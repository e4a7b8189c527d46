import { setTimeout as pause } from 'node:timers/promises'
import {
  CreateLakeFormationOptInCommand,
  DeleteLakeFormationOptInCommand,
  type LakeFormationClient,
  paginateListLakeFormationOptIns,
  type Resource,
} from '@aws-sdk/client-lakeformation'
import { LakeError } from '../../schema/error.ts'
import type { Outcome, ResourceEvent } from './answer.ts'

/** What `Custom::LakeFormationOptIn` is given. */
export interface OptInProperties {
  /** The ARN of a role. */
  readonly Reader: string
  readonly Database: string
  readonly Tables: readonly string[]
  /** The ARN of the role that asks, for what is said when it may not. */
  readonly Caller: string
}

/** What a reader is opted in to: tables by their names, and the database itself. */
const DATABASE = '(database)'
const wantedOf = ({ Tables }: OptInProperties): readonly string[] => [DATABASE, ...Tables]

const resourceOf = (name: string, { Database }: OptInProperties): Resource =>
  name === DATABASE ? { Database: { Name: Database } } : { Table: { DatabaseName: Database, Name: name } }

const isGone = (error: unknown): boolean => (error as Error).name === 'EntityNotFoundException'

/** How often one asks while others change something in Lake Formation; pauses double from the first, to some 6 s. */
const MOST_TRIES = 8
const FIRST_PAUSE_MS = 50

/** Of whom Lake Formation is asked, and how. */
interface Asking {
  readonly client: LakeFormationClient
  readonly of: OptInProperties
  readonly first_pause_ms: number
}

const principalOf = ({ Reader }: OptInProperties) => ({ DataLakePrincipalIdentifier: Reader })

/**
 * What a request came to, asked again where another change was being made. Throws a `LakeError` where its caller is no
 * administrator of the data lake.
 */
async function allowed<T>(
  request: () => Promise<T>,
  { of: { Caller, Reader }, first_pause_ms }: Asking,
): Promise<T> {
  for (let tried = 1; ; tried++)
    try {
      return await request()
    } catch (cause) {
      const { name, message } = cause as Error
      if (name === 'ConcurrentModificationException' && tried < MOST_TRIES) {
        await pause(first_pause_ms * 2 ** (tried - 1))
        continue
      }
      if (name !== 'AccessDeniedException') throw cause
      throw new LakeError({
        what: 'Lake Formation lets only administrators of the data lake opt readers in and out',
        value: `${Reader}: ${message}`,
        allowed: `${Caller} among the administrators`,
        remedy:
          'make that role one, in Lake Formation under Administrative roles and tasks, and deploy again; a role that is not there yet is made with lake.opt_in: false',
        cause,
      })
    }
}

/** What a reader is opted in to of a database. */
async function optedIn(asking: Asking): Promise<ReadonlySet<string>> {
  const { client, of } = asking
  const found = new Set<string>()
  const listed = async (): Promise<void> => {
    for await (const { LakeFormationOptInsInfoList: all = [] } of paginateListLakeFormationOptIns(
      { client },
      { Principal: principalOf(of) },
    ))
      for (const { Resource } of all) {
        if (Resource?.Database?.Name === of.Database) found.add(DATABASE)
        if (Resource?.Table?.DatabaseName === of.Database && Resource.Table.Name)
          found.add(Resource.Table.Name)
      }
  }
  await allowed(listed, asking)
  return found
}

/** One request after the other: Lake Formation refuses those that come at once. */
async function optOut(names: readonly string[], asking: Asking): Promise<void> {
  const { client, of } = asking
  for (const name of names) {
    const input = { Principal: principalOf(of), Resource: resourceOf(name, of) }
    await allowed(() => client.send(new DeleteLakeFormationOptInCommand(input)), asking).catch(error => {
      if (!isGone(error)) throw error
    })
  }
}

/** Opts in to what is not opted in to yet: all of it, or what was begun is taken back. */
async function optInTo(names: readonly string[], asking: Asking): Promise<void> {
  const { client, of } = asking
  const made: string[] = []
  try {
    for (const name of names) {
      const input = { Principal: principalOf(of), Resource: resourceOf(name, of) }
      await allowed(() => client.send(new CreateLakeFormationOptInCommand(input)), asking)
      made.push(name)
    }
  } catch (error) {
    await optOut(made, asking)
    throw error
  }
}

/** The physical id: whom it is about, and what was opted in to before us, which is left when the resource goes. */
const idOf = ({ Reader, Database }: OptInProperties, found: readonly string[]): string =>
  [Reader, Database, ...found].join(' ')
const foundIn = (id: string): readonly string[] => id.split(' ').slice(2)
const isAbout = (id: string, { Reader, Database }: OptInProperties): boolean => {
  const [reader, database] = id.split(' ')
  return reader === Reader && database === Database
}

/**
 * Opts a reader in to a database and its tables, so that what Lake Formation grants binds it, or out again of what it was
 * opted in to by this. Views are left out: they hold nothing, and what they read is that of tables.
 */
export async function optIn(
  client: LakeFormationClient,
  {
    RequestType,
    PhysicalResourceId: before,
    ResourceProperties: of,
    ...event
  }: ResourceEvent<OptInProperties>,
  first_pause_ms = FIRST_PAUSE_MS,
): Promise<Outcome> {
  const asking = { client, of, first_pause_ms }
  const whom = `${of.Reader} in ${of.Database}`
  if (RequestType === 'Delete') {
    // What was not made has an id of another form.
    if (before === undefined || !isAbout(before, of))
      return { id: before ?? '', said: `${whom}: nothing was made` }
    const there = await optedIn(asking)
    const ours = wantedOf(of).filter(name => there.has(name) && !foundIn(before).includes(name))
    await optOut(ours, asking)
    return { id: before, said: `${whom}: opted out of ${ours.length}` }
  }
  const there = await optedIn(asking)
  const missing = wantedOf(of).filter(name => !there.has(name))
  await optInTo(missing, asking)
  // Another reader or database has another id: CloudFormation then has the one before deleted.
  if (before === undefined || !isAbout(before, of)) {
    const found = wantedOf(of).filter(name => there.has(name))
    return { id: idOf(of, found), said: `${whom}: opted in to ${missing.length}, was to ${found.length}` }
  }
  const kept = [...wantedOf(of), ...foundIn(before)]
  const dropped = wantedOf(event.OldResourceProperties ?? of).filter(
    name => there.has(name) && !kept.includes(name),
  )
  await optOut(dropped, asking)
  return { id: before, said: `${whom}: opted in to ${missing.length} more, out of ${dropped.length}` }
}
