import type { Demand } from './demand.ts'
import { personName } from './names.ts'
import type { Random } from './random.ts'

/** Someone who contacts the centre: a pure function of the number, so that a population needs no memory. */
export interface Customer {
  /** E.164, or `anonymous` for who withholds the number. */
  readonly phone: string
  readonly name: string
  readonly account_id: string
  readonly language: string
  readonly plan: string
}

/** Numbers under +1 555 are not in service, and there are ten million of them. */
const phoneNumbers = 10_000_000
/** Coprime to the count of numbers: two customers never share one. */
const phoneStride = 7_654_321

const languages = ['en-US', 'en-US', 'en-US', 'en-US', 'en-US', 'en-US', 'es-US', 'es-US', 'de-DE', 'fr-FR']
const customerPlans = ['basic', 'basic', 'basic', 'plus', 'plus', 'pro', 'business']

export function customerNumber(index: number): Customer {
  const { first, last } = personName((index * 31) % 2_832)
  return {
    phone: `+1555${String((index * phoneStride) % phoneNumbers).padStart(7, '0')}`,
    name: `${first} ${last}`,
    account_id: `AC-${String(index).padStart(8, '0')}`,
    language: languages[index % languages.length] as string,
    plan: customerPlans[index % customerPlans.length] as string,
  }
}

/** Draws who comes next. A month of daily volume makes the population, so that some come twice by chance. */
export function customerSource(contacts_per_day: number, random: Random): () => Customer {
  const population = Math.min(contacts_per_day * 30, phoneNumbers - 1)
  return () => {
    const customer = customerNumber(random.integer(1, population))
    return random.chance(0.03) ? { ...customer, phone: 'anonymous' } : customer
  }
}

/** What the flow notes about a contact. Values are text, as Connect keeps them. */
export function flowAttributes(customer: Customer, demand: Demand, random: Random): Record<string, string> {
  const attributes: Record<string, string> = {
    accountId: customer.account_id,
    customerName: customer.name,
    language: customer.language,
    plan: customer.plan,
    reason: random.pick(demand.reasons),
  }
  if (random.chance(0.3)) attributes.greetingPlayed = 'true'
  // Two flows, two spellings: keys that differ in nothing but case occur in real records.
  if (random.chance(0.1)) attributes.GreetingPlayed = 'false'
  if (random.chance(0.2)) attributes.lastOrder = `${random.integer(10_000, 99_999)}: "express" }{ "gift"`
  return attributes
}
