/** Views in Glue, for Athena: how they are stored, what is asked, and what happens when it fails. */
import {
  CreateDatabaseCommand,
  DeleteTableCommand,
  GetTableVersionsCommand,
  UpdateTableCommand,
} from '@aws-sdk/client-glue'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { carryOut } from '../../lake/catalog/deploy.ts'
import { glueViews } from '../../lake/catalog/glue-views.ts'
import { planViews } from '../../sql/deploy.ts'
import { isIntact } from '../../sql/deployed-view.ts'
import { wantedViews } from '../../sql/files.ts'
import { planDrop } from '../../sql/undeploy.ts'
import { type View, versionedName } from '../../sql/view.ts'
import { views } from '../../sql/views.ts'
import { errorParts } from '../cli/error-parts.ts'
import { type CommandLine, commandLine } from '../fixture/command-line.ts'
import { viewCatalogContract } from '../lake/view-catalog.contract.ts'
import { canned } from './athena/canned.ts'
import { declaredColumns } from './athena/declared-columns.ts'
import { type PlayedAthena, playAthena } from './athena/server.ts'
import { client, found, requests } from './glue.ts'
import { awsUrl, newDatabase, onStandIn, order } from './stand-in.ts'

let database: string
const catalogIn = (name: string) =>
  glueViews({ catalog: 'awsdatacatalog', database: name, client: onStandIn() })
beforeEach(async () => {
  await order()
  database = newDatabase()
  await client.send(new CreateDatabaseCommand({ DatabaseInput: { Name: database } }))
})
afterAll(() => order())

/** What a view is to Glue, decoded by other means than the program's. */
async function stored(name: string) {
  const { table } = (await found(database, name)) ?? {}
  const [, coded = ''] =
    /^\/\* Presto View: ([A-Za-z0-9+/=]+) \*\/$/.exec(table?.ViewOriginalText ?? '') ?? []
  return { table, json: JSON.parse(Buffer.from(coded, 'base64').toString()) }
}

/** Somebody changes the text, and leaves all else as it is. */
async function byHand(name: string, sql: string): Promise<void> {
  const { table, json } = await stored(name)
  const { Name, TableType, Parameters, PartitionKeys, StorageDescriptor, ViewExpandedText } = table ?? {}
  const ViewOriginalText = `/* Presto View: ${Buffer.from(JSON.stringify({ ...json, originalSql: sql })).toString('base64')} */`
  const TableInput = {
    Name,
    TableType,
    Parameters,
    PartitionKeys,
    StorageDescriptor,
    ViewExpandedText,
    ViewOriginalText,
  }
  await client.send(new UpdateTableCommand({ DatabaseName: database, TableInput }))
}

const release = () => wantedViews(Object.values(views))
/** Each view is deployed with its alias; one that is made of the configuration has no versions. */
const deployments = Object.values<View>(views).reduce((sum, { generate }) => sum + (generate ? 1 : 2), 0)
const newestTransfer = versionedName(views.transfer)
const writes = async () => (await requests(database, /^(?!Get|CreateDatabase)/)).length

test('a view is stored as Athena stores its own, with what was noted of it', async () => {
  await carryOut(catalogIn(database), planViews(release(), []))
  const { table, json } = await stored('contact')
  expect(table).toMatchObject({
    ...{ TableType: 'VIRTUAL_VIEW', ViewExpandedText: '/* Presto View */', PartitionKeys: [] },
    Parameters: { presto_view: 'true', comment: 'Presto View' },
  })
  expect(table?.Description ?? '').toBe('')
  expect(json).toMatchObject({
    ...{ catalog: 'awsdatacatalog', schema: database, runAsInvoker: true },
    originalSql: expect.stringMatching(/^SELECT dt, [\s\S]* FROM contact_v3$/),
  })
  const declared = Object.entries(views.contact.columns)
  const words = { trino: { timestamp: 'timestamp(3)' }, hive: { varchar: 'string' } } as Record<
    string,
    Record<string, string>
  >
  expect(json.columns).toEqual(
    declared.map(([name, { type }]) => ({ name, type: words.trino?.[type] ?? type })),
  )
  expect(table?.StorageDescriptor?.Columns).toEqual(
    declared.map(([Name, { type }]) => expect.objectContaining({ Name, Type: words.hive?.[type] ?? type })),
  )
  expect(new Set(json.columns.map(({ type }: { type: string }) => type)).size).toBeGreaterThan(4)
})

test('what is there is not written again; a switch is one write, on the version it was planned on, and keeps no old one', async () => {
  const catalog = catalogIn(database)
  await carryOut(catalog, planViews(release(), await catalog.views()))
  const before = await writes()
  expect(before).toBe(deployments)
  const again = planViews(release(), await catalog.views())
  await carryOut(catalog, again)
  expect(await writes()).toBe(before)

  const zone = wantedViews(Object.values(views), { time_zone: 'Asia/Kolkata' })
  await carryOut(catalog, planViews(zone, await catalog.views()))
  const [update, ...more] = await requests(database, /^UpdateTable/)
  expect(more).toEqual([])
  expect(update?.asked).toMatchObject({ SkipArchive: true, VersionId: expect.any(String) })
  const { TableVersions = [] } = await client.send(
    new GetTableVersionsCommand({ DatabaseName: database, TableName: 'business_calendar' }),
  )
  expect(TableVersions).toHaveLength(1)
})

test('columns that were stored otherwise are put right, also where Glue did not take the first write', async () => {
  const catalog = catalogIn(database)
  await carryOut(catalog, planViews(release(), await catalog.views()))
  const { table, json } = await stored('contact')
  const { Name, TableType, Parameters, PartitionKeys, StorageDescriptor, ViewExpandedText } = table ?? {}
  const columns = json.columns.map((each: object, i: number) =>
    i === 0 ? { ...each, type: 'bigint' } : each,
  )
  const ViewOriginalText = `/* Presto View: ${Buffer.from(JSON.stringify({ ...json, columns })).toString('base64')} */`
  const TableInput = {
    ...{ Name, TableType, Parameters, PartitionKeys, StorageDescriptor, ViewExpandedText, ViewOriginalText },
  }
  await client.send(new UpdateTableCommand({ DatabaseName: database, TableInput }))
  const steps = planViews(release(), await catalog.views())
  expect(steps.filter(({ action }) => action !== 'keep').map(({ view }) => view.name)).toEqual(['contact'])
  // The text is the same as before: only the columns tell that nothing was written.
  await order({ operation: 'UpdateTable', type: 'ConcurrentModificationException', status: 400 })
  await carryOut(catalog, steps)
  expect((await stored('contact')).json.columns).toEqual(json.columns)
})

test.each([
  ['is busy once', { type: 'ThrottlingException', status: 400 }],
  ['loses the answer', { type: 'InternalServiceException', status: 500, after: true }],
  ['fails three times', { type: 'InternalServiceException', status: 500, times: 3 }],
  ['says that others were faster, who were not', { type: 'ConcurrentModificationException', status: 400 }],
])('Glue %s, at whichever write: nobody notices', async (_, fault) => {
  const catalog = catalogIn(database)
  for (const operation of ['CreateTable', 'UpdateTable', 'DeleteTable']) {
    for (const skip of [0, 1]) {
      await order()
      await carryOut(catalog, planDrop(await catalog.views()))
      const zone = operation === 'UpdateTable' ? ['UTC', 'Asia/Kolkata'] : ['UTC']
      await order({ operation, skip: operation === 'UpdateTable' ? 0 : skip, ...fault })
      for (const time_zone of zone)
        await carryOut(
          catalog,
          planViews(
            wantedViews([views.business_calendar, views.transfer], { time_zone }),
            await catalog.views(),
          ),
        )
      if (operation === 'DeleteTable') await carryOut(catalog, planDrop(await catalog.views()))
      const left = await catalog.views()
      expect(left.every(isIntact)).toBe(true)
      expect(left, operation).toHaveLength(operation === 'DeleteTable' ? 0 : 3)
    }
  }
})

test('who was slower is refused, and changes nothing', async () => {
  const catalog = catalogIn(database)
  const wanted = (time_zone: string) => wantedViews([views.business_calendar], { time_zone })
  await carryOut(catalog, planViews(wanted('UTC'), []))
  const there = await catalog.views()
  const late = planViews(wanted('Asia/Kolkata'), there)
  await carryOut(catalog, planViews(wanted('Europe/Paris'), there))
  await expect(carryOut(catalog, late)).rejects.toMatchObject({
    what: expect.stringContaining('others changed a view'),
  })
  expect(await catalog.views()).toMatchObject([{ generated_from: { time_zone: 'Europe/Paris' } }])
})

test('a text changed by hand is noticed though the note stays, and so are columns', async () => {
  const catalog = catalogIn(database)
  await carryOut(catalog, planViews(release(), []))
  await byHand(newestTransfer, 'SELECT 1 AS a')
  const steps = planViews(release(), await catalog.views()).filter(({ action }) => action !== 'keep')
  expect(steps.map(({ action, view }) => `${action} ${view.name}`)).toEqual([`repair ${newestTransfer}`])
})

test('a database that is not there, and a permission that is not given', async () => {
  await expect(carryOut(catalogIn('nowhere'), planViews(release(), []))).rejects.toMatchObject({
    ...{ what: 'there is no such database in Glue', value: 'nowhere' },
  })
  await order({ operation: 'CreateTable', type: 'AccessDeniedException', status: 400, times: 10 })
  await expect(carryOut(catalogIn(database), planViews(release(), []))).rejects.toMatchObject({
    allowed: expect.stringContaining('glue:CreateTable'),
  })
})

let refused = ''
let athena: PlayedAthena
let cli: CommandLine
beforeAll(async () => {
  athena = await playAthena(canned(sql => declaredColumns(sql, refused)))
  cli = await commandLine()
})
afterAll(() => athena.stop())
beforeEach(() => {
  refused = ''
})
const call = (...args: readonly string[]) =>
  cli.call(['views', ...args, '--engine', 'athena', '--database', database], {
    env: {
      ...{ AWS_ENDPOINT_URL: awsUrl(), AWS_ENDPOINT_URL_ATHENA: athena.url, AWS_REGION: 'eu-central-1' },
      ...{ AWS_ACCESS_KEY_ID: 'testing', AWS_SECRET_ACCESS_KEY: 'testing' },
    },
  })

test('the command line: plan, apply, status, by hand, drop', async () => {
  const first = await call('plan', '--json')
  expect(JSON.parse(first.out)).toHaveLength(deployments)
  expect(await writes()).toBe(0)
  expect(await call('apply')).toMatchObject({ code: 0 })
  expect(await call('apply')).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^\d+ stay as they are\.\n$/),
  })
  expect(await call('status')).toMatchObject({
    code: 0,
    out: expect.stringContaining('as this version has them'),
  })

  await byHand('queue_interval_v1', 'SELECT 1 AS a')
  await client.send(new DeleteTableCommand({ DatabaseName: database, Name: 'transfer' }))
  const status = await call('status')
  expect(status.code).toBe(1)
  expect(status.out).toContain('queue_interval_v1 was changed by hand')
  expect(status.out).toContain('transfer is missing')
  expect((await call('diff', 'queue_interval_v1')).out).toContain('\n-SELECT 1 AS a\n')
  expect(await call('apply')).toMatchObject({ code: 0 })
  expect(await call('status')).toMatchObject({ code: 0 })
  refused = 'contact'
  const stale = await call('status')
  expect(stale).toMatchObject({ code: 1, out: expect.stringContaining('contact is stale') })
  expect(stale.out).toContain('dashboards Overview, Queues')

  expect(await call('drop')).toMatchObject({ code: 2 })
  expect(await call('drop', '--yes')).toMatchObject({ code: 0 })
  expect(await catalogIn(database).views()).toEqual([])
})

test('a version that Athena cannot answer gets no alias, and that is said', async () => {
  refused = newestTransfer
  const { code, err } = await call('apply')
  expect(code).toBe(1)
  expect(errorParts(err).value).toContain(`${newestTransfer} cannot be answered`)
  expect((await catalogIn(database).views()).map(({ name }) => name)).not.toContain('transfer')
  refused = ''
  expect(await call('apply')).toMatchObject({ code: 0 })
  expect(await call('status')).toMatchObject({ code: 0 })
})

test('views of others are not replaced unless one says so', async () => {
  await carryOut(catalogIn(database), planViews(wantedViews([views.transfer]), []))
  const { table } = (await found(database, 'transfer')) ?? {}
  const { ViewOriginalText, ViewExpandedText, TableType } = table ?? {}
  const Parameters = { presto_view: 'true', comment: 'Presto View' }
  const TableInput = {
    Name: 'transfer',
    TableType,
    Parameters,
    PartitionKeys: [],
    ViewOriginalText,
    ViewExpandedText,
  }
  await client.send(new UpdateTableCommand({ DatabaseName: database, TableInput }))
  const { code, err } = await call('apply')
  expect(code).toBe(1)
  expect(errorParts(err)).toMatchObject({ value: 'transfer', do: expect.stringContaining('--replace') })
  expect(await call('apply', '--replace')).toMatchObject({ code: 0 })
  expect(await call('status')).toMatchObject({ code: 0 })
})

viewCatalogContract('Glue', async () => ({ catalog: catalogIn(database), byHand: byHandOrNew, ask: null }))

/** The same, also of a view that is not there. */
async function byHandOrNew(name: string, sql: string): Promise<void> {
  if (await found(database, name)) return byHand(name, sql)
  const [step] = planViews(wantedViews([views.transfer]), [])
  const catalog = catalogIn(database)
  await catalog.putView({ ...(step?.view as never as object), name, sql, hash: '' } as never)
}
