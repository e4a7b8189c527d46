import type { Contact } from '../contact.ts'
import type { Random } from '../random.ts'

/** A field that no documentation knows: new ones appear in real records without notice. */
export interface UnknownField {
  /** Keys joined by dots; the parent exists in every version of the contact's record. */
  readonly path: string
  readonly value: unknown
}

export function inventField(random: Random, { work, queue }: Contact): UnknownField {
  const fields: UnknownField[] = [
    { path: 'AgentAssistUsed', value: random.chance(0.5) },
    { path: 'CarbonEstimateInGrams', value: random.integer(1, 400) / 100 },
    { path: 'Campaign.WaveId', value: random.uuid() },
  ]
  if (work) fields.push({ path: 'Agent.WorkLocation', value: random.pick(['HOME', 'SITE']) })
  if (work) fields.push({ path: 'Agent.RoutingProfile.Version', value: random.integer(1, 9) })
  if (queue) fields.push({ path: 'Queue.PositionAtEnqueue', value: random.integer(1, 30) })
  return random.pick(fields)
}

/** A copy of the record with the field in it, keys still in ASCII order. */
export function withField(
  record: Readonly<Record<string, unknown>>,
  { path, value }: UnknownField,
): Record<string, unknown> {
  const [key = '', ...rest] = path.split('.')
  const child =
    rest.length === 0
      ? value
      : withField(record[key] as Record<string, unknown>, { path: rest.join('.'), value })
  const changed: Record<string, unknown> = { ...record, [key]: child }
  return Object.fromEntries(
    Object.keys(changed)
      .sort()
      .map(name => [name, changed[name]]),
  )
}
