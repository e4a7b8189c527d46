import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { writeTree } from '../fixture/tree.ts'

/** One call of what a checkout runs. */
export interface Step {
  readonly step: string
  readonly args?: readonly string[]
  readonly deployment?: string
  readonly isValidated?: boolean
  /** Of the assembly that it was to destroy. */
  readonly manifest?: {
    readonly artifacts: Readonly<Record<string, { readonly properties: { readonly stackName: string } }>>
  }
}

const noted = "require('node:fs').appendFileSync(process.env.STEPS, JSON.stringify(step) + '\\n')"

/** Plays the CDK: notes how it was called, and synthesises two stacks of which the second needs the first. */
const cdk = `
const { readFileSync, writeFileSync } = require('node:fs')
const args = process.argv.slice(2)
const manifest = args[0] === 'destroy' ? JSON.parse(readFileSync(args[args.indexOf('--app') + 1] + '/manifest.json')) : undefined
const step = { step: 'cdk', args, deployment: process.env.CONNECT_LAKE_DEPLOYMENT, isValidated: process.env.CDK_VALIDATION !== 'false', manifest }
${noted}
console.log('cdk says ' + args[0])
if (args[0] === process.env.FAILS) { console.error('because of this'); process.exit(3) }
if (args[0] === 'synth') {
  const folder = args[args.indexOf('--output') + 1]
  const stack = (id, dependencies, more) => ({ type: 'aws:cloudformation:stack', dependencies, properties: { templateFile: id + '.json', stackName: 'acme-' + id, assumeRoleArn: 'deploy-role', ...more } })
  const artifacts = { 'etl.assets': { type: 'cdk:asset-manifest' }, etl: stack('etl', ['etl.assets', 'storage'], {}), storage: stack('storage', [], { terminationProtection: true }) }
  writeFileSync(folder + '/manifest.json', JSON.stringify({ artifacts }))
  const types = { storage: ['AWS::SQS::Queue', 'AWS::KMS::Key'], etl: ['AWS::SQS::Queue', 'AWS::IAM::Role'] }
  for (const id of ['storage', 'etl']) writeFileSync(folder + '/' + id + '.json', JSON.stringify({ Resources: Object.fromEntries(types[id].map((Type, n) => ['R' + n, { Type }])) }))
}
`

/** A checkout with nothing in it but what is run, which notes that it was. */
export function fakeCheckout(folder: string) {
  const steps = join(folder, 'steps')
  writeTree(folder, {
    'package.json': JSON.stringify({ type: 'module', dependencies: { '@duckdb/node-api': '1.0.0' } }),
    'infra/app.ts': '',
    'infra/layer.ts': `import { appendFileSync } from 'node:fs'
appendFileSync(process.env.STEPS as string, JSON.stringify({ step: 'layer' }) + '\\n')`,
    'etl/handlers/bundle.js': `import { appendFileSync } from 'node:fs'
appendFileSync(process.env.STEPS, JSON.stringify({ step: 'handlers' }) + '\\n')
if (process.env.FAILS === 'handlers') { console.error('no such handler'); process.exit(1) }`,
    'node_modules/aws-cdk/package.json': '{"name":"aws-cdk"}',
    'node_modules/aws-cdk/bin/cdk': cdk,
  })
  for (const name of ['tsx', 'esbuild'])
    symlinkSync(resolve('node_modules', name), join(folder, 'node_modules', name))
  return {
    folder,
    env: { STEPS: steps },
    /** The layer of a release of DuckDB is there. */
    haveLayer(version: string): void {
      const at = join(folder, 'dist/layer/nodejs/node_modules/@duckdb/node-api')
      mkdirSync(at, { recursive: true })
      writeTree(at, { 'package.json': JSON.stringify({ version }) })
    },
    /** What was run so far. */
    steps(): readonly Step[] {
      if (!existsSync(steps)) return []
      const lines = readFileSync(steps, 'utf8').trim().split('\n')
      return lines.map(line => JSON.parse(line) as Step)
    },
  }
}
