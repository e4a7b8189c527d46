import { cruise } from 'dependency-cruiser'
import { beforeAll, expect, test } from 'vitest'

/**
 * The layers, lowest first: a folder may import the folders named here, and itself. A folder inside a folder that is
 * not named belongs to the one above it.
 */
const layers: Readonly<Record<string, readonly string[]>> = {
  schema: [],
  simulator: ['schema'],
  sql: ['schema'],
  // Planning is pure: it sees what the data is, and nothing of where it lies.
  etl: ['schema'],
  'lake/aws': ['schema'],
  'lake/storage': ['schema', 'lake/aws'],
  'lake/raw': ['schema', 'lake/aws', 'lake/storage'],
  'lake/log': ['schema', 'lake/storage'],
  'lake/catalog': ['schema', 'sql', 'lake/aws', 'lake/storage'],
  'lake/workbench': ['schema'],
  lake: ['schema', 'lake/storage', 'lake/log'],
  'lake/engine': ['schema', 'lake', 'lake/aws', 'lake/storage', 'lake/log'],
  'etl/job': [
    'schema',
    'etl',
    'lake',
    'lake/storage',
    'lake/raw',
    'lake/log',
    'lake/catalog',
    'lake/workbench',
  ],
  'dashboards/spec': ['schema', 'sql'],
  'dashboards/normal': ['schema', 'sql', 'dashboards/spec'],
  'dashboards/local': ['schema', 'sql', 'dashboards/spec', 'dashboards/normal'],
  'dashboards/theme': [],
  'dashboards/page': ['schema', 'dashboards/spec', 'dashboards/local', 'dashboards/theme'],
  dashboards: ['schema', 'sql', 'dashboards/spec', 'dashboards/normal'],
  'etl/handlers': [],
  'cli/server': ['schema', 'lake/log', 'lake/engine', 'dashboards', 'dashboards/normal', 'dashboards/local'],
}

/** Where the parts are put together: they may name any of them. */
const roots: readonly string[] = ['cli', 'etl/handlers']

/** Adapters: only the command line, which puts the parts together, may name them. */
const adapters =
  /^lake\/(storage\/(folder|memory|s3)|raw\/(folder|memory|s3)|catalog\/(glue|glue-views|trino-views)|engine\/(athena|duckdb|trino)|workbench\/duckdb)\.ts$/

/** Packages that only one layer may use. */
const owners: Readonly<Record<string, RegExp>> = {
  '@duckdb/node-api': /^lake\/(engine\/duckdb(-arrow)?|workbench\/duckdb)\.ts$/,
  '@aws-sdk/client-athena': /^lake\/engine\/athena(-execution|-failure|-place|-price)?\.ts$/,
  '@aws-sdk/client-glue': /^lake\/catalog\/glue(-requests|-table|-views?)?\.ts$/,
  '@aws-lambda-powertools/logger': /^etl\/handlers\//,
  '@aws-lambda-powertools/metrics': /^etl\/handlers\//,
  '@aws-sdk/client-s3': /^lake\/(aws|raw|storage)\/s3\.ts$/,
  '@aws-sdk/lib-storage': /^lake\/storage\/s3\.ts$/,
  commander: /^cli\//,
  diff: /^sql\/view-diff\.ts$/,
  hono: /^cli\/server\//,
  '@hono/node-server': /^cli\/server\//,
  preact: /^dashboards\/page\//,
  echarts: /^dashboards\/page\//,
}

interface Arrow {
  readonly from: string
  readonly to: string
  readonly isPackage: boolean
}

let modules: readonly string[]
let arrows: readonly Arrow[]
let cycles: readonly string[]

beforeAll(async () => {
  const folders = [...new Set(Object.keys(layers).map(name => name.split('/')[0] as string)), 'cli']
  const { output } = await cruise(folders, {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    validate: true,
    ruleSet: { forbidden: [{ name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } }] },
  })
  if (typeof output === 'string') throw new Error('the modules were not given as data')
  const own = output.modules.filter(
    ({ source }) => !source.includes('node_modules') && /\.tsx?$/.test(source),
  )
  modules = own.map(({ source }) => source)
  arrows = own.flatMap(({ source, dependencies }) =>
    dependencies
      .filter(({ coreModule }) => !coreModule)
      .map(({ resolved, module }) => {
        const isPackage = !module.startsWith('.')
        return { from: source, to: isPackage ? module : resolved, isPackage }
      }),
  )
  cycles = output.summary.violations.map(({ from, to }) => `${from} → ${to}`)
})

const layerOf = (path: string): string => {
  const folders = path.split('/').slice(0, -1)
  while (folders.length > 1 && !(folders.join('/') in layers)) folders.pop()
  return folders.join('/')
}

test('the modules are found', () => {
  for (const layer of Object.keys(layers))
    expect(
      modules.some(path => layerOf(path) === layer),
      layer,
    ).toBe(true)
  expect(modules.length).toBeGreaterThan(200)
})

test('there are no cycles', () => {
  expect(cycles).toEqual([])
})

test('arrows only point down', () => {
  const wrong = arrows.filter(({ from, to, isPackage }) => {
    const [above, below] = [layerOf(from), layerOf(to)]
    return !isPackage && !roots.includes(above) && above !== below && !layers[above]?.includes(below)
  })
  expect(wrong.map(({ from, to }) => `${from} → ${to}`)).toEqual([])
})

test('layers are declared lowest first', () => {
  const order = Object.keys(layers)
  for (const [layer, below] of Object.entries(layers))
    for (const each of below)
      expect(order.indexOf(each), `${layer} → ${each}`).toBeLessThan(order.indexOf(layer))
})

test('adapters are named only where the parts are put together', () => {
  const named = arrows.filter(
    ({ from, to }) => adapters.test(to) && !adapters.test(from) && !roots.includes(layerOf(from)),
  )
  expect(named.map(({ from, to }) => `${from} → ${to}`)).toEqual([])
  expect(arrows.some(({ to }) => adapters.test(to))).toBe(true)
})

test('a package is used by the layer it belongs to', () => {
  const strayed = arrows.filter(({ from, to, isPackage }) => {
    const owner = Object.entries(owners).find(([name]) => to === name || to.startsWith(`${name}/`))?.[1]
    return isPackage && owner && !owner.test(from)
  })
  expect(strayed.map(({ from, to }) => `${from} → ${to}`)).toEqual([])
})
