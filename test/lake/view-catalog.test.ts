import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { ViewCatalog } from '../../lake/catalog/catalog.ts'
import { carryOut } from '../../lake/catalog/deploy.ts'
import { storageCatalog } from '../../lake/catalog/storage.ts'
import { memoryStorage } from '../../lake/storage/memory.ts'
import { LakeError } from '../../schema/error.ts'
import { planViews } from '../../sql/deploy.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { release, viewCatalogContract } from './view-catalog.contract.ts'

const folder = temporaryFolder()
const stored = () => memoryStorage(mkdtempSync(join(folder, 'scratch-')), () => 1)

viewCatalogContract('in the storage', async () => {
  const storage = stored()
  return {
    catalog: storageCatalog(storage),
    async byHand(name, sql) {
      const key = `_catalog/views/${name}.json`
      const before = JSON.parse(Buffer.from((await storage.get(key)) ?? '{"hash":""}').toString())
      await storage.put(key, Buffer.from(JSON.stringify({ ...before, name, sql })))
    },
    ask: null,
  }
})

test('a version that the engine does not answer is not switched to, and neither is any other', async () => {
  const catalog = storageCatalog(stored())
  await carryOut(catalog, planViews(release(1, 1), []))
  const asked: string[] = []
  const deployed = carryOut(catalog, planViews(release(2, 2), await catalog.views()), async ({ name }) => {
    asked.push(name)
    if (name === 'two_v2') throw new LakeError({ what: 'stale', remedy: '' })
  })
  await expect(deployed).rejects.toThrow('stale')
  expect(asked).toContain('one_v2')
  const left = (await catalog.views()).flatMap(({ alias_of }) => alias_of ?? [])
  expect(left.sort()).toEqual(['one_v1', 'two_v1'])
})

test('of a catalog that cannot be read nothing is returned, for others may have been there: it is named', async () => {
  const catalog = storageCatalog(stored())
  await carryOut(catalog, planViews(release(1, 1), []))
  const steps = planViews(release(2, 2), await catalog.views())
  const last = steps.at(-1)?.view.name
  let isBroken = false
  const after: string[] = []
  const breaking: ViewCatalog = {
    ...catalog,
    async views() {
      throw new Error('not to be read')
    },
    async putView(view, before) {
      if (isBroken) after.push(view.name)
      isBroken ||= view.name === last
      if (isBroken) throw new Error('on order')
      await catalog.putView(view, before)
    },
  }
  await expect(carryOut(breaking, steps)).rejects.toMatchObject({
    what: expect.stringContaining('could not be returned'),
    value: expect.stringContaining(String(last)),
  })
  expect(after).toEqual([])
})

test('what can be switched, and not be returned, is named', async () => {
  const catalog = storageCatalog(stored())
  await carryOut(catalog, planViews(release(1, 1), []))
  const steps = planViews(release(2, 2), await catalog.views())
  const last = steps.at(-1)?.view.name
  let isBroken = false
  const breaking: ViewCatalog = {
    ...catalog,
    async putView(view, before) {
      isBroken ||= view.name === last
      if (isBroken) throw new Error('on order')
      await catalog.putView(view, before)
    },
  }
  await expect(carryOut(breaking, steps)).rejects.toMatchObject({
    value: expect.stringMatching(/^\w+; Error: on order$/),
    remedy: expect.stringContaining('views rollback'),
  })
})
