import { JOURNEY_DAYS } from '../../schema/tables/contact-journey.ts'
import { RETURN_DAYS } from '../../schema/tables/customer-return.ts'
import { journey } from '../views/journey.ts'
import { repeatContact } from '../views/repeat_contact.ts'
import { type AdditiveOn, rows, rowsWhere } from './additive.ts'
import { all, is, isNot } from './condition.ts'
import { attributesOfFirst, legsOf } from './journeys.ts'
import type { RatioSpec, SumSpec } from './metric.ts'
import { drawnFrom, metricsOf, subject } from './subject.ts'

const count = { kind: 'sum', unit: 'count', connect: null } as const
const share = { kind: 'ratio', unit: 'percent', connect: null } as const

const readings =
  'There is no standard. Here: handled journeys of known customers who began them; no tasks, tests or outbound calls; whatever the reason; the gap runs from the end of one to the start of the next. PERCENT_CASES_FIRST_CONTACT_RESOLVED, the metric of Connect Cases, counts cases.'

type Window = 1 | 3 | 7 | 14 | 30

type Count<W extends Window> =
  | `repeat_contacts:${W}`
  | `contacts_${'mature' | 'resolved'}:${W}`
  | `issues_${'mature' | 'resolved'}:${W}`
type Share<W extends Window> =
  | `repeat_contact_rate:${W}`
  | `first_contact_resolution:${W}`
  | `issue_first_contact_resolution:${W}`

/** Names that are put together are any text to the compiler: here they are said. */
type Within<W extends Window> = {
  readonly [K in Count<W>]: SumSpec<AdditiveOn<typeof repeatContact.columns>>
} & {
  readonly [K in Share<W>]: RatioSpec<Count<W> | 'repeatable_contacts'> & { readonly unit: 'percent' }
}

/** The metrics of one window, in days. */
function within<const W extends Window>(window: W): Within<W> {
  const days = window === 1 ? '1 day' : `${window} days`
  const metrics = metricsOf(repeatContact)({
    [`repeat_contacts:${window}`]: {
      ...count,
      label: `Repeat contacts, ${days}`,
      doc: `Journeys that began less than ${days} after the end of another of the same customer. Final at once; in the first ${days} of the data too few, for what came before is not in them.`,
      readings,
      of: rowsWhere(is(`is_repeat_${window}d`)),
    },
    [`repeat_contact_rate:${window}`]: {
      ...share,
      label: `Repeat contact rate, ${days}`,
      doc: `Of the journeys that count for repeats, those that repeat another within ${days}. Too low in the first ${days} of the data: what came before is not in them.`,
      readings,
      numerator: `repeat_contacts:${window}`,
      denominator: 'repeatable_contacts',
    },
    [`contacts_mature:${window}`]: {
      ...count,
      label: `Mature contacts, ${days}`,
      doc: `Journeys beyond whose end the data reach ${days}: only of them it is known whether another followed.`,
      of: rowsWhere(is(`is_mature_${window}d`)),
    },
    [`contacts_resolved:${window}`]: {
      ...count,
      label: `Contacts resolved, ${days}`,
      doc: `Mature journeys that no other of the same customer followed within ${days}.`,
      of: rowsWhere(all(is(`is_mature_${window}d`), isNot(`is_followed_${window}d`))),
    },
    [`first_contact_resolution:${window}`]: {
      ...share,
      label: `First contact resolution, ${days}`,
      doc: `Of the mature journeys, those that no other of the same customer followed within ${days}. Attributed to the agent and the queue that could have resolved it.`,
      readings,
      numerator: `contacts_resolved:${window}`,
      denominator: `contacts_mature:${window}`,
    },
    [`issues_mature:${window}`]: {
      ...count,
      label: `Mature issues, ${days}`,
      doc: `Mature journeys that repeat no other within ${days}: each begins an issue of a customer.`,
      of: rowsWhere(all(is(`is_mature_${window}d`), isNot(`is_repeat_${window}d`))),
    },
    [`issues_resolved:${window}`]: {
      ...count,
      label: `Issues resolved at once, ${days}`,
      doc: `Mature issues of exactly one journey: no other of the same customer within ${days} before or after it.`,
      of: rowsWhere(
        all(is(`is_mature_${window}d`), isNot(`is_repeat_${window}d`), isNot(`is_followed_${window}d`)),
      ),
    },
    [`issue_first_contact_resolution:${window}`]: {
      ...share,
      label: `First contact resolution by issue, ${days}`,
      doc: `Of the mature issues, those of exactly one journey. A customer who comes five times is one issue here, and four journeys that were followed in first_contact_resolution:${window}.`,
      readings,
      numerator: `issues_resolved:${window}`,
      denominator: `issues_mature:${window}`,
    },
  })
  return metrics as unknown as Within<W>
}

/** Who comes again. */
export const repeats = subject(repeatContact, {
  name: 'repeats',
  doc: 'Journeys that an agent handled, of known customers who began them: whether they came again. The number in a name is the window in days.',
  where: [],
  attributed_to: {
    column: 'first_disconnect_timestamp',
    doc: 'the first of its contacts to end was disconnected',
    partition_days_later: 0,
  },
  // A journey, the one that it repeats, and the one that repeats it.
  origin: {
    table: 'contact_record',
    through: [
      legsOf('journey_id', { back: 0, forward: JOURNEY_DAYS }),
      legsOf('previous_journey_id', { back: RETURN_DAYS + JOURNEY_DAYS, forward: JOURNEY_DAYS }),
      legsOf('next_journey_id', { back: 0, forward: RETURN_DAYS + 2 * JOURNEY_DAYS }),
    ],
  },
  attributes_of: attributesOfFirst,
  drawn_from: drawnFrom(journey, {
    exclusion: 'repeat_exclusion',
    rules: {
      TEST: 'Journeys with simulated contacts (validation tests) are not counted.',
      TASK: 'Tasks do not repeat.',
      NOT_BEGUN_BY_CUSTOMER: 'Journeys that the centre began do not repeat.',
      NOT_HANDLED: 'Journeys that no agent handled do not repeat.',
      ANONYMOUS: 'Of customers who are not known nobody can tell whether they came again.',
      IMPOSSIBLE_TIMES:
        'Journeys that end before they begin, or last for more than a week, are a broken clock.',
    },
    groupings: {
      channel: 'channel',
      queue: 'handled_queue_name',
      queue_arn: 'handled_queue_arn',
      agent: 'handled_agent_username',
      agent_arn: 'handled_agent_arn',
    },
  }),
  groupings: {
    channel: { column: 'channel', doc: 'Channel of the first contact.' },
    queue: { column: 'queue_name', doc: 'Queue of the first contact that was handled.' },
    queue_arn: { column: 'queue_arn', doc: 'ARN of that queue.' },
    agent: { column: 'agent_username', doc: 'Agent who handled it first.' },
    agent_arn: { column: 'agent_arn', doc: 'ARN of that agent.' },
  },
  metrics: {
    repeatable_contacts: {
      ...count,
      label: 'Contacts that can repeat',
      doc: 'Journeys that count for repeats.',
      of: rows(),
    },
    ...within(1),
    ...within(3),
    ...within(7),
    ...within(14),
    ...within(30),
  },
})
