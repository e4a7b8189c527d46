import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

interface Locked {
  readonly version: string
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

const { packages } = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8')) as {
  readonly packages: Readonly<Record<string, Locked>>
}

/** Where Node would find a package that one at a place asks for. */
function found(place: string, name: string): Locked | undefined {
  for (let at = place; ; at = at.slice(0, Math.max(0, at.lastIndexOf('node_modules') - 1))) {
    const there = packages[`${at === '' ? '' : `${at}/`}node_modules/${name}`]
    if (there || at === '') return there
  }
}

/** Packages whose platform parts npm has been seen to forget when the lock file is written on one platform only. */
const native = Object.entries(packages).filter(([, { optionalDependencies }]) =>
  Object.keys(optionalDependencies ?? {}).some(name => /linux|darwin|win32/.test(name)),
)

test('native packages are found', () => {
  const names = native.map(([place]) => place.slice(place.lastIndexOf('node_modules/') + 13))
  for (const name of ['@duckdb/node-bindings', '@biomejs/biome', 'esbuild', 'rolldown'])
    expect(names).toContain(name)
})

test.each(native)('%s is locked for every platform it has', (place, { optionalDependencies = {} }) => {
  const missing = Object.keys(optionalDependencies).filter(name => !found(place, name))
  expect(missing).toEqual([])
})

test('the engine runs on the platforms that people have', () => {
  const bindings = Object.keys(packages['node_modules/@duckdb/node-bindings']?.optionalDependencies ?? {})
  for (const platform of ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64', 'win32-x64'])
    expect(bindings).toContain(`@duckdb/node-bindings-${platform}`)
})
