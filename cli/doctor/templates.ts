import { SMALLER, type TemplateLimit, templateLimits } from '../../infra/template-limits.ts'
import type { SynthesisedStack } from '../deployment/assembly.ts'
import { bytes, count } from '../terminal.ts'
import type { Finding } from './finding.ts'

/** The share of what CloudFormation takes from which one is told. What is more than it takes ended the synthesis. */
const NEAR = 0.8

function finding({ name, size }: SynthesisedStack): Finding {
  const told = (limit: TemplateLimit): string =>
    limit === 'bytes'
      ? `${bytes(size.bytes)} of ${bytes(templateLimits.bytes)}`
      : `${count(size[limit])} of ${templateLimits[limit]} ${limit}`
  const all = Object.keys(templateLimits) as TemplateLimit[]
  const near = all.filter(limit => size[limit] > NEAR * templateLimits[limit])
  const found = `${name}: ${[...new Set<TemplateLimit>(['bytes', 'resources', ...near])].map(told).join(', ')}`
  const check = 'template'
  return near.length === 0
    ? { check, verdict: 'ok', found }
    : { check, verdict: 'warning', found, remedy: SMALLER }
}

/** How near the templates of a deployment come to what CloudFormation takes. */
export const templateFindings = (stacks: readonly SynthesisedStack[]): readonly Finding[] =>
  stacks.map(finding)
