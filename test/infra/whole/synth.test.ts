import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CfnResource } from 'aws-cdk-lib'
import { describe, expect, test } from 'vitest'
import { deployed } from '../../../infra/deployment.ts'
import { check } from '../../../infra/nag/checks.ts'
import { temporaryFolder } from '../../fixture/folder.ts'
import { deploymentFor, files, noCode } from '../deployments.ts'
import { cfnLint } from './cfn-lint.ts'

const folder = temporaryFolder()

/** CloudFormation takes no larger template. */
const MOST_BYTES = 1_000_000

interface Report {
  readonly pluginReports: readonly {
    readonly violations: readonly { readonly ruleName: string; readonly description: string }[]
  }[]
}

/** What a synthesis reported, warnings among it. */
const reported = (out: string): readonly string[] =>
  (JSON.parse(readFileSync(join(out, 'validation-report.json'), 'utf8')) as Report).pluginReports.flatMap(
    ({ violations }) => violations.map(({ ruleName, description }) => `${ruleName}: ${description}`),
  )

describe.each(Object.keys(files) as (keyof typeof files)[])('the deployment %s', name => {
  test('is synthesised: AwsSolutions and the validator of CloudFormation find nothing', () => {
    const out = join(folder, name)
    mkdirSync(out)
    const { app } = deployed(deploymentFor(name), noCode, out)
    check(app)
    // Throws where anything is found that is not explained.
    app.synth()
    expect(reported(out)).toEqual([])
    const templates = readdirSync(out).filter(file => file.endsWith('.template.json'))
    const more = ['live', 'quicksight'].filter(part => part in files[name])
    expect(templates).toHaveLength(5 + more.length)
    for (const file of templates) expect(readFileSync(join(out, file)).length, file).toBeLessThan(MOST_BYTES)
  }, 240_000)
})

test('cfn-lint finds nothing in any of them', async () => {
  const templates = Object.keys(files).flatMap(name =>
    readdirSync(join(folder, name))
      .filter(file => file.endsWith('.template.json'))
      .map(file => join(folder, name, file)),
  )
  expect(templates.length).toBeGreaterThan(15)
  expect(await cfnLint(files.smallest.region, templates)).toEqual([])
}, 240_000)

test('cfn-lint finds what the validator of CloudFormation does not', async () => {
  const path = join(folder, 'typo.template.json')
  const Statement = [{ Effect: 'Allow', Action: 's3:PutObjct', Resource: 'arn:aws:s3:::bucket/*' }]
  const Properties = { PolicyDocument: { Version: '2012-10-17', Statement }, Groups: ['readers'] }
  const Resources = { Typo: { Type: 'AWS::IAM::ManagedPolicy', Properties } }
  writeFileSync(path, JSON.stringify({ AWSTemplateFormatVersion: '2010-09-09', Resources }))
  expect(await cfnLint('eu-west-2', [path])).toEqual([expect.stringMatching(/W3037.*PutObjct|putobjct/i)])
}, 240_000)

test('what the validator of CloudFormation finds ends a synthesis', () => {
  const { app, storage } = deployed(deploymentFor('smallest'), noCode, join(folder, 'broken'))
  new CfnResource(storage, 'Broken', { type: 'AWS::Kinesis::Stream', properties: { ShardCount: 'many' } })
  expect(() => app.synth()).toThrow(/alidation/)
}, 240_000)

test('what the validator only warns of is in the report that has to be empty', () => {
  const out = join(folder, 'warned')
  const { app, storage } = deployed(deploymentFor('smallest'), noCode, out)
  const properties = { StreamModeDetails: { StreamMode: 'SOMETIMES' } }
  new CfnResource(storage, 'Warned', { type: 'AWS::Kinesis::Stream', properties })
  app.synth()
  expect(reported(out)).toEqual([expect.stringMatching(/W3030.*SOMETIMES/)])
}, 240_000)
