import type { Config } from '../config.ts'
import { lakeAt } from '../lake.ts'
import { rawAt } from '../raw.ts'
import { s3Address } from '../s3-address.ts'
import { userScratch } from '../scratch.ts'
import { checked, type Finding } from './finding.ts'

async function lakeFinding(path: string, config: Config): Promise<Finding> {
  const lake = await lakeAt(path, config)
  const found = { check: 'lake', verdict: 'ok' } as const
  if (!(await lake.log.exists())) return { ...found, found: `${lake.path}: none yet, the first run makes it` }
  return { ...found, found: `${lake.path}: commit ${(await lake.log.head()).seq}` }
}

async function rawFinding(path: string, config: Config): Promise<Finding> {
  const raw = await rawAt(path, config, userScratch())
  for await (const { key } of raw.list())
    return { check: 'raw', verdict: 'ok', found: `${raw.root}: ${key} is the first` }
  return {
    ...{ check: 'raw', verdict: 'warning', found: `${raw.root}: nothing is there` },
    remedy: 'see whether the place is right, and whether Firehose delivers there',
  }
}

/**
 * The places that a configuration names, if they can be reached.
 * @param where those of this machine, or those in S3
 */
export async function placeFindings(config: Config, where: 'here' | 'S3'): Promise<readonly Finding[]> {
  const looks = { lake: lakeFinding, raw: rawFinding }
  const findings: Finding[] = []
  for (const name of ['lake', 'raw'] as const) {
    const path = config[name]
    if (path === undefined || (s3Address(path) !== undefined) !== (where === 'S3')) continue
    findings.push(...(await checked(name, () => looks[name](path, config))))
  }
  return findings
}
