import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { App, CfnParameter, CfnResource, Stack } from 'aws-cdk-lib'
import { expect, test } from 'vitest'
import { templateFindings } from '../../cli/doctor/templates.ts'
import { deploymentOf } from '../../infra/config.ts'
import { deployed } from '../../infra/deployment.ts'
import { limitedSynthesizer } from '../../infra/synthesizer.ts'
import { checkTemplate, templateSize } from '../../infra/template-limits.ts'
import type { LakeError } from '../../schema/error.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { noCode, smallest } from './deployments.ts'

const folder = temporaryFolder()

/** So many of something, and what an empty template has. */
const template = (of: 'Resources' | 'Parameters' | 'Outputs', n: number): string =>
  JSON.stringify({
    Resources: {},
    [of]: Object.fromEntries(Array.from({ length: n }, (_, i) => [`X${i}`, {}])),
  })

const refused = (work: () => unknown): LakeError => {
  try {
    work()
  } catch (error) {
    return error as LakeError
  }
  throw new Error('it was not refused')
}

// The quotas of CloudFormation: 500 resources, 200 parameters, 200 outputs, 1 MB.
test.each([
  ['Resources', 500, '501 resources'],
  ['Parameters', 200, '201 parameters'],
  ['Outputs', 200, '201 outputs'],
] as const)('%s: %i are taken, and one more is not', (of, most, said) => {
  expect(() => checkTemplate('acme', template(of, most), 'less')).not.toThrow()
  const error = refused(() => checkTemplate('acme', template(of, most + 1), 'less'))
  expect(error).toMatchObject({ value: `acme: ${said}`, remedy: 'less' })
  expect(error.allowed).toBe('1000000 bytes, 500 resources, 200 parameters, 200 outputs')
})

test('a megabyte is taken, and a byte more is not; bytes are counted, not characters', () => {
  const text = (bytes: number): string => {
    const empty = JSON.stringify({ Description: '' })
    return JSON.stringify({ Description: `é${'x'.repeat(bytes - empty.length - 2)}` })
  }
  expect(templateSize(text(1000)).bytes).toBe(1000)
  expect(() => checkTemplate('acme', text(1_000_000), '')).not.toThrow()
  expect(refused(() => checkTemplate('acme', text(1_000_001), '')).value).toBe('acme: 1000001 bytes')
})

/** Each reader of Lake Formation is a resource for each table: with so many of them no template can hold it. */
const readers = Array.from({ length: 60 }, (_, n) => `arn:aws:iam::${smallest.account}:role/reader-${n}`)

test('a deployment with too many readers ends its synthesis, before its templates are validated, and says what to do', () => {
  const out = join(folder, 'readers')
  mkdirSync(out)
  const { app } = deployed(deploymentOf({ ...smallest, lake: { readers } }, 'file.json'), noCode, out)
  expect(refused(() => app.synth())).toMatchObject({
    what: 'a template is larger than CloudFormation takes',
    value: expect.stringMatching(/^connect-lake-dev-lake: .*\d{3} resources$/),
    remedy: expect.stringContaining('lake.readers'),
  })
  expect(readdirSync(out)).not.toContain('validation-report.json')
})

test('any stack that is synthesised so is held to all limits', () => {
  const app = new App({ outdir: join(folder, 'any'), analyticsReporting: false })
  const stack = new Stack(app, 'Any', { synthesizer: limitedSynthesizer('take some away') })
  new CfnResource(stack, 'One', { type: 'AWS::SNS::Topic' })
  // The synthesizer adds one of its own, the version of the bootstrap.
  for (let n = 0; n < 200; n++) new CfnParameter(stack, `P${n}`)
  expect(refused(() => app.synth())).toMatchObject({
    ...{ value: 'Any: 201 parameters', remedy: 'take some away' },
  })
})

test('doctor tells of a template that comes near a limit, and of which', () => {
  const size = { bytes: 10_000, resources: 12, parameters: 1, outputs: 3 }
  const stack = { id: 'etl', name: 'acme-etl', template: 'etl.json', size, types: [], is_protected: false }
  const [fine] = templateFindings([stack])
  expect(fine).toEqual({
    ...{ check: 'template', verdict: 'ok' },
    found: 'acme-etl: 10.0 kB of 1.0 MB, 12 of 500 resources',
  })
  const near = { ...stack, size: { ...size, outputs: 161 } }
  const [told] = templateFindings([near])
  expect(told).toMatchObject({
    ...{ verdict: 'warning', remedy: expect.stringContaining('lake.readers') },
    found: expect.stringContaining('161 of 200 outputs'),
  })
})
