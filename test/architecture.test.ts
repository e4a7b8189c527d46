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
  // Rules over what is streamed are pure, too: time is that of the events.
  'etl/live': ['schema', 'etl'],
  'lake/aws': ['schema'],
  'lake/storage': ['schema', 'lake/aws'],
  'etl/live/aws': ['schema', 'etl/live', 'lake/aws', 'lake/storage'],
  'lake/raw': ['schema', 'lake/aws', 'lake/storage'],
  'lake/log': ['schema', 'lake/storage'],
  'lake/catalog': ['schema', 'sql', 'lake/aws', 'lake/storage'],
  'lake/workbench': ['schema'],
  lake: ['schema', 'lake/storage', 'lake/log'],
  'lake/engine': ['schema', 'lake', 'lake/aws', 'lake/storage', 'lake/log'],
  'lake/managed': ['schema', 'lake/storage', 'lake/engine'],
  'lake/in-place': ['schema', 'lake/catalog', 'lake/storage', 'lake/engine'],
  'etl/job': [
    'schema',
    'etl',
    'lake',
    'lake/storage',
    'lake/raw',
    'lake/log',
    'lake/catalog',
    'lake/workbench',
    'lake/in-place',
  ],
  'dashboards/spec': ['schema', 'sql'],
  'dashboards/datasets': ['schema', 'sql', 'dashboards/spec'],
  'dashboards/normal': ['schema', 'sql', 'dashboards/spec'],
  'dashboards/theme': ['schema'],
  'dashboards/local': ['schema', 'sql', 'dashboards/spec', 'dashboards/normal', 'dashboards/theme'],
  'dashboards/quicksight': ['schema'],
  'dashboards/access': ['schema', 'sql', 'dashboards/spec'],
  'dashboards/quicksight/compile': [
    'schema',
    'sql',
    'dashboards/spec',
    // Of the lake's own books: how old the data is stands on every sheet.
    'dashboards/datasets',
    'dashboards/normal',
    'dashboards/access',
    'dashboards/theme',
    'dashboards/quicksight',
  ],
  'dashboards/page': ['schema', 'dashboards/spec', 'dashboards/local', 'dashboards/theme'],
  dashboards: ['schema', 'sql', 'dashboards/spec', 'dashboards/datasets', 'dashboards/normal'],
  // Puts SQL of data sets together, of what they were and are to be.
  'dashboards/deploy': ['schema', 'sql', 'lake/aws', 'dashboards/quicksight'],
  'etl/handlers': [],
  'infra/handlers': [],
  // Names handlers by the paths of their bundles, and takes tables as Glue has them.
  infra: [
    ...['schema', 'sql', 'etl', 'etl/live', 'lake/catalog'],
    // Definitions are compiled when stacks are synthesised; what deploys them is named by the path of its bundle.
    ...['dashboards', 'dashboards/theme', 'dashboards/quicksight', 'dashboards/quicksight/compile'],
  ],
  'cli/server': [
    'schema',
    'sql',
    'lake/log',
    'lake/engine',
    'dashboards',
    'dashboards/normal',
    'dashboards/local',
    'dashboards/access',
    'dashboards/theme',
  ],
}

/** Where the parts are put together: they may name any of them. */
const roots: readonly string[] = ['cli', 'etl/handlers', 'infra/handlers']

/** Adapters: only the command line, which puts the parts together, may name them. */
const adapters =
  /^lake\/(storage\/(folder|memory|s3)|raw\/(folder|memory|s3)|catalog\/(glue|glue-views|trino-views)|in-place\/athena|engine\/(athena|duckdb|trino)|workbench\/duckdb)\.ts$|^etl\/live\/aws\//

/** Packages that only one layer may use. */
const owners: Readonly<Record<string, RegExp>> = {
  '@duckdb/node-api': /^lake\/(engine\/duckdb(-arrow|-tables|-views)?|workbench\/duckdb)\.ts$/,
  '@aws-sdk/client-athena':
    /^lake\/(engine\/athena(-execution|-failure|-place|-price)?|in-place\/athena)\.ts$|^cli\/quicksight\/athena-preflight\.ts$/,
  '@aws-sdk/client-quicksight': /^dashboards\/(deploy|quicksight)\//,
  '@aws-sdk/client-glue': /^lake\/catalog\/glue(-folders|-requests|-table|-views?)?\.ts$/,
  '@aws-lambda-powertools/logger': /^etl\/handlers\//,
  '@aws-lambda-powertools/metrics': /^etl\/handlers\//,
  '@aws-sdk/client-s3':
    /^lake\/(aws|raw|storage)\/s3\.ts$|^etl\/live\/aws\/s3-state\.ts$|^cli\/(deployment\/retained|doctor\/account|quicksight\/athena-preflight)\.ts$/,
  '@aws-lambda-powertools/tracer': /^etl\/handlers\/telemetry\.ts$/,
  '@aws-sdk/client-sns': /^etl\/live\/aws\/topic\.ts$/,
  '@aws-lambda-powertools/batch': /^etl\/handlers\//,
  '@aws-sdk/lib-storage': /^lake\/storage\/s3\.ts$/,
  'aws-cdk-lib': /^infra\//,
  constructs: /^infra\//,
  'cdk-nag': /^infra\//,
  '@aws-sdk/client-cloudwatch-logs': /^cli\/doctor\//,
  '@aws-sdk/client-connect': /^infra\/handlers\/|^cli\/doctor\/instances\.ts$/,
  '@aws-sdk/client-lakeformation': /^infra\/handlers\//,
  '@aws-sdk/client-cloudwatch': /^cli\/quicksight\/spice-capacity\.ts$/,
  '@aws-sdk/client-iam': /^cli\/(doctor\/|simulated-policy\.ts$|quicksight\/athena-preflight\.ts$)/,
  '@aws-sdk/client-service-quotas': /^cli\/doctor\//,
  '@aws-sdk/client-sts': /^cli\/doctor\//,
  commander: /^cli\//,
  '@clack/prompts': /^cli\/commands\/init\.ts$/,
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
