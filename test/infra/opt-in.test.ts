import { LakeFormationClient } from '@aws-sdk/client-lakeformation'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import type { ResourceEvent } from '../../infra/handlers/answer.ts'
import { type OptInProperties, optIn } from '../../infra/handlers/opt-ins.ts'
import { LakeError } from '../../schema/error.ts'
import { lakeFormationServer } from './lake-formation-server.ts'

const server = await lakeFormationServer()
const client = new LakeFormationClient({
  ...{ region: 'eu-west-2', endpoint: server.endpoint, maxAttempts: 1 },
  credentials: { accessKeyId: 'testing', secretAccessKey: 'testing' },
})
const reader = 'arn:aws:iam::123456789012:role/analysts'
const other = 'arn:aws:iam::123456789012:role/others'
const given: OptInProperties = {
  ...{ Reader: reader, Database: 'lake', Tables: ['contact_record', 'agent_event', 'ledger'] },
  Caller: 'arn:aws:iam::123456789012:role/opt-in',
}
const all = ['lake', 'lake.contact_record', 'lake.agent_event', 'lake.ledger'].map(
  each => `${reader} ${each}`,
)

const act = (
  RequestType: ResourceEvent<OptInProperties>['RequestType'],
  of: Partial<OptInProperties> = {},
  more: Partial<ResourceEvent<OptInProperties>> = {},
) =>
  optIn(
    client,
    {
      ...{ RequestType, ResponseURL: '', StackId: '', RequestId: '', LogicalResourceId: '', ...more },
      ResourceProperties: { ...given, ...of },
    },
    1,
  )
/** A deletion or an update of what was made. */
const of = (PhysicalResourceId: string, OldResourceProperties = given) => ({
  PhysicalResourceId,
  OldResourceProperties,
})

beforeEach(() => server.forget())
afterAll(() => server.close())

test('a reader is opted in to the database and each table, and out again', async () => {
  server.have(`${other} lake.contact_record`)
  const { id, said } = await act('Create')
  expect(server.optedIn()).toEqual([`${other} lake.contact_record`, ...all])
  expect(said).toContain('opted in to 4, was to 0')
  expect((await act('Delete', {}, of(id))).said).toContain('opted out of 4')
  expect(server.optedIn()).toEqual([`${other} lake.contact_record`])
})

test('what somebody else opted it in to is left when it goes, also in other databases', async () => {
  const theirs = [`${reader} lake.ledger`, `${reader} finance.ledger`, `${reader} finance`]
  server.have(...theirs)
  const { id } = await act('Create')
  expect([...server.optedIn()].sort()).toEqual([...new Set([...theirs, ...all])].sort())
  await act('Delete', {}, of(id))
  expect(server.optedIn()).toEqual(theirs)
})

test('an update brings what is new, and takes away what is gone but not what was theirs', async () => {
  server.have(`${reader} lake.agent_event`)
  const { id } = await act('Create')
  const Tables = ['contact_record', 'drift']
  expect((await act('Update', { Tables }, of(id))).id).toBe(id)
  expect([...server.optedIn()].sort()).toEqual(
    ['lake', 'lake.agent_event', 'lake.contact_record', 'lake.drift'].map(each => `${reader} ${each}`),
  )
  const before = server.writes().length
  await act('Update', { Tables }, of(id, { ...given, Tables }))
  expect(server.writes()).toHaveLength(before)
})

test('another reader is another resource: CloudFormation has the one before deleted', async () => {
  const { id } = await act('Create')
  const now = await act('Update', { Reader: other }, of(id))
  expect(now.id).not.toBe(id)
  await act('Delete', {}, of(id))
  expect(server.optedIn()).toEqual(all.map(each => each.replace(reader, other)))
})

test('a second call of a deletion finds nothing to do, and what was gone before is no error', async () => {
  const { id } = await act('Create')
  await act('Delete', {}, of(id))
  const before = server.writes().length
  expect((await act('Delete', {}, of(id))).said).toContain('opted out of 0')
  expect(server.writes()).toHaveLength(before)
})

test('while others change something it asks again, and gives up after eight times', async () => {
  server.state.busy = 7
  const { id } = await act('Create')
  expect(server.optedIn()).toEqual(all)
  server.state.busy = 7
  await act('Delete', {}, of(id))
  expect(server.optedIn()).toEqual([])
  server.state.busy = 8
  await expect(act('Create')).rejects.toThrow('ConcurrentModificationException')
  expect(server.optedIn()).toEqual([])
})

describe('refused:', () => {
  test('who is no administrator is told what to do', async () => {
    server.state.isAdministrator = false
    const error = await act('Create').catch((each: unknown) => each)
    expect(error).toBeInstanceOf(LakeError)
    const { what, allowed, remedy } = error as LakeError
    expect(what).toContain('only administrators of the data lake')
    expect(allowed).toContain(given.Caller)
    expect(remedy).toContain('lake.opt_in: false')
  })

  test('what fails half-way leaves nothing behind, and its deletion nothing to do', async () => {
    server.state.refused = 'lake.ledger'
    await expect(act('Create')).rejects.toThrow('EntityNotFoundException')
    expect(server.optedIn()).toEqual([])
    server.have(...all)
    await act('Delete', {}, of('not-made'))
    expect(server.optedIn()).toEqual(all)
  })
})
