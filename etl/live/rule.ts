import { z } from 'zod'

/** So long a state has to last, unless a rule says otherwise. */
const CLEAR_FOR_S = 60

const seconds = z.number().min(0).max(86_400)
const name = z
  .string()
  .regex(/^[\w-]{1,64}$/)
  .describe('Name of the rule, in alerts and metrics: letters, digits, _ and -.')
const lasting = {
  for_s: seconds.optional().describe('Opens an incident only when it has lasted so long (default: 0).'),
  clear_for_s: seconds
    .optional()
    .describe(`Closes it only when all has been well for so long (default: ${CLEAR_FOR_S}).`),
}
const queues = z
  .array(z.string())
  .min(1)
  .optional()
  .describe('Queues that are watched, each by itself, by name or ARN; all standard queues unless given.')

const queueWait = z
  .strictObject({
    ...{ name, when: z.literal('queue_wait'), queues },
    over_s: seconds.describe('The contact that has waited longest has waited so long.'),
    back_s: seconds.optional().describe('Well again below that (default: half of over_s).'),
    ...lasting,
  })
  .describe('A contact waits in a queue for too long. Needs contact events.')

const agentsAvailable = z
  .strictObject({
    ...{ name, when: z.literal('agents_available'), queues },
    below: z.int().min(1).describe('Fewer agents than that are Available and without a contact.'),
    back_at: z.int().min(1).optional().describe('Well again with so many (default: below).'),
    unstaffed: z
      .boolean()
      .optional()
      .describe('Also while no agent of the queue is online, as at night (default: false).'),
    ...lasting,
  })
  .describe('Too few agents are available for a queue. Needs agent events.')

const percent = z.number().min(0).max(100)
const abandonment = z
  .strictObject({
    ...{ name, when: z.literal('abandonment'), queues },
    over_percent: percent.describe('More than this share of the contacts that were queued was abandoned.'),
    back_percent: percent.optional().describe('Well again at or below that (default: half of over_percent).'),
    of_at_least: z.int().min(1).optional().describe('Only of so many contacts or more (default: 10).'),
    within_s: seconds
      .min(60)
      .optional()
      .describe('Contacts that ended in the last so many seconds (default: 900).'),
    ...lasting,
  })
  .describe('Customers leave a queue before they are answered. Needs contact records.')

const agentError = z
  .strictObject({ ...{ name, when: z.literal('agent_error') }, ...lasting })
  .describe(
    'An agent is in Error: by status, or with a contact in MISSED or ERROR that is not cleared. Needs agent events.',
  )

const keyword = z
  .strictObject({
    ...{ name, when: z.literal('keyword') },
    categories: z.array(z.string()).min(1).optional().describe('Categories of Contact Lens that match.'),
    words: z
      .array(z.string().min(1))
      .min(1)
      .optional()
      .describe('Words or phrases that are said, in any case.'),
    said_by: z
      .enum(['AGENT', 'CUSTOMER'])
      .optional()
      .describe('Who has to say the words; anybody unless given.'),
  })
  .refine(({ categories, words }) => categories || words, 'names neither categories nor words')
  .describe('Something is said in a contact. Fires once a contact. Needs real-time segments of Contact Lens.')

const rule = z.discriminatedUnion('when', [queueWait, agentsAvailable, abandonment, agentError, keyword])

/** What the live path is to watch, and where it tells of it. */
export const liveSchema = z
  .strictObject({
    topic_arn: z.string().optional().describe('Topic of SNS that alerts are published to.'),
    disorder_s: seconds
      .optional()
      .describe(
        'So far out of order events may arrive and alerts be exact; they come so much later (default: 30).',
      ),
    rules: z
      .array(rule)
      .refine(
        rules => new Set(rules.map(each => each.name)).size === rules.length,
        'two rules have the same name',
      )
      .optional()
      .describe('What is told of.'),
  })
  .describe('Alerts out of what Connect streams, as it happens.')

export type LiveSettings = z.infer<typeof liveSchema>

type Given = z.infer<typeof rule>
/** A rule with every value settled, but for the queues: all of them where none are named. */
type Settled<R> = {
  readonly [K in keyof R as K extends 'queues' ? never : K]-?: Exclude<R[K], undefined>
} & {
  readonly queues?: readonly string[] | undefined
}
type Kind<W> = Extract<Given, { when: W }>

export type QueueWaitRule = Settled<Kind<'queue_wait'>>
export type AgentsAvailableRule = Settled<Kind<'agents_available'>>
export type AbandonmentRule = Settled<Kind<'abandonment'>>
export type AgentErrorRule = Settled<Kind<'agent_error'>>
export type KeywordRule = Kind<'keyword'>
/** Something that is so for a while: an incident opens and closes. */
export type LastingRule = QueueWaitRule | AgentsAvailableRule | AbandonmentRule | AgentErrorRule
export type Rule = LastingRule | KeywordRule

/** What a rule leaves open. */
const defaults = (given: Given): object => {
  switch (given.when) {
    case 'queue_wait':
      return { back_s: given.over_s / 2 }
    case 'agents_available':
      return { back_at: given.below, unstaffed: false }
    case 'abandonment':
      return { back_percent: given.over_percent / 2, of_at_least: 10, within_s: 900 }
    default:
      return {}
  }
}

/** What is watched, with every value settled. */
export interface Watch {
  readonly disorder_ms: number
  readonly rules: readonly Rule[]
}

export const watchOf = ({ disorder_s = 30, rules = [] }: LiveSettings): Watch => ({
  disorder_ms: disorder_s * 1000,
  rules: rules.map(each => ({ for_s: 0, clear_for_s: CLEAR_FOR_S, ...defaults(each), ...each }) as Rule),
})
