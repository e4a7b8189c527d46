import type { Filter } from '../../dashboards/normal/filters.ts'
import { userName } from '../../simulator/names.ts'

/** Values of a list, and whether rows without a value are chosen, too. */
interface Chosen {
  readonly values: readonly string[]
  readonly none: boolean
}

/** Of what each list of ours can be set to, a part that the simulated world has: some rows are left by it, and some are not. */
const choices: Readonly<Record<string, Chosen>> = {
  queue: { values: ['Support', 'Billing', 'Webchat', "O'Neil"], none: true },
  // Every other one who logs in, and whoever never reached an agent.
  agent: { values: Array.from({ length: 60 }, (_, i) => userName(2 * i)), none: true },
  channel: { values: ['VOICE', 'CHAT'], none: false },
  disconnect_reason: { values: ['CUSTOMER_DISCONNECT', 'AGENT_DISCONNECT'], none: false },
  routing_profile: { values: ['Service desk', 'Digital'], none: true },
  // Of what is in no table there are records that nobody could read.
  table: { values: ['contact_record', 'unknown'], none: true },
  service: { values: ['S3', 'Lambda'], none: false },
  attribute: { values: ['language', 'plan'], none: false },
  // Of what comes in few contacts a sheet would be empty.
  contact_attribute_reason: {
    values: ['invoice', 'delivery', 'defect', 'how-to', 'return', 'complaint', 'new-order', 'quote', 'setup'],
    none: true,
  },
  contact_attribute_plan: { values: ['basic', 'plus', 'pro'], none: true },
  attribute_value: { values: ['en-US', 'basic'], none: false },
}

/** What a list is set to. Throws for one of which nobody has said what the simulated world has. */
export function chosenOf({ name }: Pick<Filter, 'name'>): Chosen {
  const found = choices[name]
  if (!found) throw new Error(`no values of the simulated world are known for the list ${name}: add some`)
  return found
}

/** The same in the words in which QuickSight has them. */
export function chosenWords(filter: Filter): readonly string[] {
  const { values, none } = chosenOf(filter)
  const dimension = filter.data.dimensions[filter.column]
  const declared = [...(dimension?.values ?? []), ...(dimension?.codes ?? [])]
  const labels = new Map(declared.map(([value, label]) => [String(value), label]))
  return [...values.map(value => labels.get(value) ?? value), ...(none && dimension ? [dimension.none] : [])]
}
