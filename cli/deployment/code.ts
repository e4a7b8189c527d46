import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { LakeError } from '../../schema/error.ts'
import type { Checkout } from './checkout.ts'

const DUCKDB = '@duckdb/node-api'

function versionIn<T>(path: string, of: (json: T) => string | undefined): string | undefined {
  return existsSync(path) ? of(JSON.parse(readFileSync(path, 'utf8')) as T) : undefined
}

const wantedVersion = (root: string): string | undefined =>
  versionIn<{ dependencies?: Record<string, string> }>(
    join(root, 'package.json'),
    ({ dependencies }) => dependencies?.[DUCKDB],
  )

const layerVersion = (root: string): string | undefined =>
  versionIn<{ version: string }>(
    join(root, 'dist', 'layer', 'nodejs', 'node_modules', DUCKDB, 'package.json'),
    ({ version }) => version,
  )

/** Of the code that is to be deployed: what is missing, or not of this release. */
export const missingCode = ({ root }: Checkout): readonly ('handlers' | 'layer')[] => [
  ...(existsSync(join(root, 'dist', 'handlers')) ? [] : (['handlers'] as const)),
  ...(layerVersion(root) === wantedVersion(root) ? [] : (['layer'] as const)),
]

/**
 * Makes the code that is to be deployed: handlers always, for nothing tells whether they are of these sources; the layer,
 * which needs the registry of npm, where it is missing or of another release. Throws a `LakeError` where it cannot.
 */
export async function makeCode(checkout: Checkout): Promise<void> {
  const steps = [
    'etl/handlers/bundle.js',
    ...(missingCode(checkout).includes('layer') ? ['infra/layer.ts'] : []),
  ]
  for (const step of steps) {
    const { code, said } = await checkout.script(step)
    if (code !== 0)
      throw new LakeError({
        what: 'the code that is to be deployed cannot be made',
        value: `${step}: ${said.trim()}`,
        allowed: 'a whole checkout, and for the layer a way to the registry of npm',
        remedy: 'mend what is said there, and run the same command again; nothing was sent to AWS',
      })
  }
}
