import { expect, test } from 'vitest'
import { deploymentOf } from '../../../infra/config.ts'
import { lakeTable } from '../../../lake/catalog/glue-table.ts'
import { contactRecord } from '../../../schema/tables/contact-record.ts'
import { tables } from '../../../schema/tables.ts'
import { everything } from '../deployments.ts'
import { ofType, resourcesOf, templates, templatesOf } from '../templates.ts'

test('tables are those that the job writes: columns, key, place and format', () => {
  const address = 's3://connect-lake-dev-lake-123456789012-eu-west-2/lake'
  const shown = Object.fromEntries(
    ofType(templates('smallest').lake, 'AWS::Glue::Table').map(({ Properties: { TableInput } }) => [
      TableInput.Name,
      TableInput,
    ]),
  )
  for (const each of Object.values(tables)) {
    const { input } = lakeTable({ table: each, partitions: {} }, address)
    const { StorageDescriptor, ...of } = shown[each.name]
    const columns = input.StorageDescriptor?.Columns?.map(({ Name, Type, Comment }) => ({
      Name,
      Type,
      Comment,
    }))
    expect(StorageDescriptor.Columns, each.name).toEqual(columns)
    expect(of).toMatchObject({
      TableType: input.TableType,
      PartitionKeys: input.PartitionKeys,
      Parameters: { 'projection.enabled': 'false' },
    })
    expect(StorageDescriptor.SerdeInfo).toEqual(input.StorageDescriptor?.SerdeInfo)
  }
  expect(Object.keys(shown)).toContain('raw')
})

test('the workgroup cannot be got round: place, key and bound are its own', () => {
  templates('smallest').lake.hasResourceProperties('AWS::Athena::WorkGroup', {
    WorkGroupConfiguration: {
      EnforceWorkGroupConfiguration: true,
      PublishCloudWatchMetricsEnabled: true,
      BytesScannedCutoffPerQuery: 100_000_000_000,
      ResultConfiguration: { EncryptionConfiguration: { EncryptionOption: 'SSE_KMS' } },
    },
  })
})

test('readers of Lake Formation see no column that is personal', () => {
  const grants = ofType(templates('everything').lake, 'AWS::LakeFormation::PrincipalPermissions')
  const contact = grants.find(
    ({ Properties }) => Properties.Resource.TableWithColumns?.Name === contactRecord.name,
  )
  const personal = Object.entries(contactRecord.columns).flatMap(([name, column]) =>
    'pii' in column && column.pii ? [name] : [],
  )
  expect(personal.length).toBeGreaterThan(0)
  expect(contact?.Properties.Resource.TableWithColumns.ColumnWildcard.ExcludedColumnNames).toEqual(personal)
})

test('readers are opted in where that was asked for, to the database and each table, once they have their grants', () => {
  const { lake } = templates('everything')
  const [optIn, ...more] = ofType(lake, 'Custom::LakeFormationOptIn')
  expect(more).toEqual([])
  expect(optIn?.Properties).toMatchObject({
    Reader: 'arn:aws:iam::123456789012:role/analysts',
    Database: 'connect_lake_prod',
    Tables: Object.values(tables).map(({ name }) => name),
  })
  const grants = resourcesOf(lake).flatMap(([id, { Type }]) =>
    Type === 'AWS::LakeFormation::PrincipalPermissions' ? [id] : [],
  )
  expect(grants).toHaveLength(Object.keys(tables).length + 1)
  expect(optIn?.DependsOn).toEqual(expect.arrayContaining(grants))
  const { lake: of, ...file } = everything
  const without = templatesOf(deploymentOf({ ...file, lake: { ...of, opt_in: false } }, 'granted')).lake
  expect(ofType(without, 'Custom::LakeFormationOptIn')).toEqual([])
  // Its role has to be there, to be made an administrator.
  without.hasResourceProperties('AWS::Lambda::Function', { FunctionName: 'connect-lake-prod-opt-in' })
  expect(ofType(templates('smallest').lake, 'AWS::Lambda::Function')).toEqual([])
})

test('Lake Formation is changed by one at a time: first its place, when tables are there, then grants, then opt-ins', () => {
  const readers = ['b', 'a', 'c'].map(name => `arn:aws:iam::123456789012:role/${name}`)
  const { lake } = templatesOf(deploymentOf({ ...everything, lake: { readers, opt_in: true } }, 'three'))
  const all = new Map(resourcesOf(lake))
  const isOf = (id: string, ...types: readonly string[]) => types.includes(all.get(id)?.Type ?? '')
  const of = (...types: readonly string[]) => [...all.keys()].filter(id => isOf(id, ...types))
  /** All that a resource waits for. */
  const before = (id: string, found = new Set<string>()): ReadonlySet<string> => {
    for (const each of all.get(id)?.DependsOn ?? [])
      if (!found.has(each)) {
        found.add(each)
        before(each, found)
      }
    return found
  }
  const changes = of(
    'AWS::LakeFormation::Resource',
    'AWS::LakeFormation::PrincipalPermissions',
    'Custom::LakeFormationOptIn',
  ).sort((a, b) => before(a).size - before(b).size)
  expect(changes).toHaveLength(1 + 3 * (Object.keys(tables).length + 2))
  for (const [n, id] of changes.entries())
    expect([...before(id)], id).toEqual(expect.arrayContaining(changes.slice(0, n)))
  const [place = ''] = changes
  expect(all.get(place)?.Type).toBe('AWS::LakeFormation::Resource')
  expect([...before(place)]).toEqual(expect.arrayContaining(of('AWS::Glue::Database', 'AWS::Glue::Table')))
  expect(changes.slice(-3).every(id => isOf(id, 'Custom::LakeFormationOptIn'))).toBe(true)
})

test('of two readers the first goes: what the second has is the same, by ids and by what it says', () => {
  const role = (name: string) => `arn:aws:iam::123456789012:role/${name}`
  const ofReaders = (...readers: readonly string[]) =>
    resourcesOf(
      templatesOf(deploymentOf({ ...everything, lake: { readers, opt_in: true } }, 'readers')).lake,
    ).flatMap(([id, { Type, Properties }]) =>
      Type === 'AWS::LakeFormation::PrincipalPermissions' || Type === 'Custom::LakeFormationOptIn'
        ? [{ id, Properties, reader: Properties.Reader ?? Properties.Principal.DataLakePrincipalIdentifier }]
        : [],
    )
  const both = ofReaders(role('first'), role('second'))
  const second = ofReaders(role('second'))
  // The database, each table, and the opt-in.
  expect(second).toHaveLength(Object.keys(tables).length + 2)
  expect(both).toHaveLength(2 * second.length)
  expect(both.filter(({ reader }) => reader === role('second'))).toEqual(second)
})
