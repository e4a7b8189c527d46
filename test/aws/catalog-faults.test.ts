import { afterAll, expect, test } from 'vitest'
import { glueCatalog } from '../../lake/catalog/glue.ts'
import { LakeError } from '../../schema/error.ts'
import { agent, call, grown, wanted } from '../lake/catalog.contract.ts'
import { glueIn, LAKE } from './glue.ts'
import { calls, newDatabase, onStandIn, order } from './stand-in.ts'

afterAll(() => order())

const first = [wanted(call, [1, 1, 1]), wanted(agent, [1])]
const next = [wanted(grown, [2, null, 1, 1]), wanted(agent, [2])]

/** How many requests it takes, undisturbed, to come from one to the other. */
async function undisturbed(): Promise<readonly (readonly string[])[]> {
  const database = newDatabase()
  const counts: string[][] = []
  for (const tables of [first, next]) {
    await order()
    const before = (await calls()).length
    await glueIn(database).sync(tables)
    counts.push((await calls()).slice(before).map(({ operation = '' }) => operation))
  }
  return counts
}

test.each([
  ['once, and is busy', { type: 'ThrottlingException', status: 400 }],
  ['and loses the answer', { type: 'InternalServiceException', status: 500, after: true }],
  ['thrice with an error of its own', { type: 'InternalServiceException', status: 500, times: 3 }],
  ['and is changed by others', { type: 'ConcurrentModificationException', status: 400 }],
])('%s, at whichever call: nobody notices', async (_, fault) => {
  const [making, changing] = await undisturbed()
  for (const [before, tables, made] of [
    [undefined, first, making],
    [first, next, changing],
  ] as const) {
    for (const [skip, operation] of made?.entries() ?? []) {
      // What is only read is not changed by others.
      if (fault.type.startsWith('Concurrent') && operation.startsWith('Get')) continue
      const catalog = glueIn(newDatabase())
      await order()
      if (before) await catalog.sync(before)
      await order({ operation: '.', skip, ...fault })
      await catalog.sync(tables)
      expect(await catalog.differences(tables), `${operation}, call ${skip}`).toEqual([])
    }
  }
})

test.each([false, true])('for good at whichever call, its work done: %s; the next one heals', async after => {
  const [making, changing] = await undisturbed()
  expect(new Set([making, changing].flat())).toEqual(
    new Set([
      ...['GetTables', 'GetPartitions', 'CreateDatabase', 'CreateTable', 'UpdateTable'],
      ...['BatchCreatePartition', 'BatchUpdatePartition', 'BatchDeletePartition'],
    ]),
  )
  for (const [before, tables, made] of [
    [undefined, first, making],
    [first, next, changing],
  ] as const) {
    for (const [skip, operation] of made?.entries() ?? []) {
      const catalog = glueIn(newDatabase())
      await order()
      if (before) await catalog.sync(before)
      await order({
        operation: '.',
        skip,
        type: 'AccessDeniedException',
        status: 400,
        after,
        times: 1000,
      })
      const error = await catalog.sync(tables).catch(error => error)
      expect(error, operation).toBeInstanceOf(LakeError)
      expect(error.allowed).toContain(`glue:${operation}`)
      await order()
      await catalog.sync(tables)
      expect(await catalog.differences(tables), `${operation}, call ${skip}`).toEqual([])
    }
  }
})

test('items of a batch that went wrong are told, though the batch as a whole went well', async () => {
  await order()
  const database = newDatabase()
  const catalog = glueIn(database)
  await catalog.sync(first)
  await order({
    operation: 'BatchUpdatePartition',
    items: [1],
    type: 'AccessDeniedException',
    status: 200,
  })
  const error = await catalog.sync([wanted(call, [2, 2, 2])]).catch(error => error)
  expect(error).toMatchObject({
    what: 'AWS denied access',
    value: expect.stringContaining(`${database}, table call`),
  })
  await order({
    operation: 'BatchUpdatePartition',
    items: [1],
    type: 'InternalServiceException',
    status: 200,
  })
  await catalog.sync([wanted(call, [3, 3, 3])])
  expect(await catalog.differences([wanted(call, [3, 3, 3])])).toEqual([])
})

test('for ever with what would pass: it is given up', async () => {
  await order({
    operation: 'CreateTable',
    type: 'ConcurrentModificationException',
    status: 400,
    times: 1000,
  })
  const error = await glueIn(newDatabase())
    .sync(first)
    .catch(error => error)
  expect(error).toMatchObject({ what: expect.stringContaining('too busy') })
}, 30_000)

test.each([
  [
    'the key of the catalog',
    { type: 'GlueEncryptionException', status: 400 },
    'AWS KMS refused the key',
    /kms:Decrypt/,
  ],
  ['credentials that are old', { type: 'ExpiredTokenException', status: 400 }, 'credentials', /log in again/],
  ['Lake Formation', { type: 'AccessDeniedException', status: 400 }, 'AWS denied access', /Lake Formation/],
])('%s', async (_, fault, what, remedy) => {
  await order({ operation: 'GetTables', ...fault, times: 10 })
  const error = await glueIn(newDatabase())
    .sync(first)
    .catch(error => error)
  expect(error).toMatchObject({ what: expect.stringContaining(what) })
  expect(`${error.allowed} ${error.remedy}`).toMatch(remedy)
})

test.each([
  ['region', 'Error', 'Region is missing', 'no region of AWS was named'],
  ['credentials', 'CredentialsProviderError', 'none found', 'no credentials for AWS were found'],
])('no %s', async (what, name, message, said) => {
  const missing = async () => {
    throw Object.assign(new Error(message), { name })
  }
  const glue = glueCatalog({ database: 'd', lake: LAKE, client: { ...onStandIn(), [what]: missing } })
  const error = await glue.sync(first).catch(error => error)
  expect(error).toMatchObject({ what: said, value: expect.stringContaining('Glue database d') })
})
