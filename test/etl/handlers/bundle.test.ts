/** The handlers as they are deployed: what is in the bundles, and that nothing else is needed to load them. */
import { execFile } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, test } from 'vitest'
import { bundleHandlers } from '../../../etl/handlers/bundle.js'
import { temporaryFolder } from '../../fixture/folder.ts'

// Outside of the project, so that no package is found that a function would not have.
const folder = temporaryFolder()
const made = join(folder, 'made')
let names: readonly string[]

const textOf = (name: string, at = made): string => readFileSync(join(at, name, 'index.cjs'), 'utf8')

beforeAll(async () => {
  names = await bundleHandlers(made)
})

describe('the bundles', () => {
  test('are one for each step of a run, and one for what arrives', () => {
    expect(names).toEqual(expect.arrayContaining(['arrived', 'derive', 'plan', 'publish', 'transform']))
    expect(readdirSync(made).sort()).toEqual([...names].sort())
  })

  test('are the same bytes again, and nothing of an earlier build stays', async () => {
    const again = join(folder, 'again')
    await bundleHandlers(again)
    writeFileSync(join(again, 'plan', 'old.cjs'), '')
    await bundleHandlers(again)
    for (const name of names) expect(textOf(name, again) === textOf(name), name).toBe(true)
    expect(existsSync(join(again, 'plan', 'old.cjs'))).toBe(false)
  })

  test('tell nothing of the machine that made them', () => {
    const root = new URL('../../../', import.meta.url).pathname
    for (const name of names) expect(textOf(name).includes(root), name).toBe(false)
  })

  test('are loaded with no package beside them: neither the engine nor a client before it is used', async () => {
    for (const name of names) {
      const script = `console.log(typeof require('./index.cjs').handler)`
      const options = { cwd: join(made, name), env: { PATH: process.env.PATH } }
      const { stdout } = await promisify(execFile)(process.execPath, ['-e', script], options)
      expect(stdout, name).toBe('function\n')
    }
  })
})
