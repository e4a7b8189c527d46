import { personName, userName } from './names.ts'
import type { Random } from './random.ts'

export type Channel = 'VOICE' | 'CHAT' | 'TASK'

export interface Named {
  readonly arn: string
  readonly name: string
}
/** A queue as records name it. The personal queue of an agent has no name. */
export interface QueueName {
  readonly arn: string
  readonly name: string | null
}
export interface Queue extends Named {
  readonly name: QueueKey
  readonly phone: string
}
/** A queue on one channel in a routing profile. */
interface Serving {
  readonly queue: Queue
  readonly channel: Channel
  /** Lower is served first; equal priorities by time in queue. */
  readonly priority: number
  /** The part of that queue's demand which staffing plans for this profile. */
  readonly share: number
}
export interface RoutingProfile extends Named {
  readonly serves: readonly Serving[]
  readonly outbound: Queue
  /** Contacts an agent may hold at once, by channel; never of two channels at once. */
  readonly slots: Readonly<Partial<Record<Channel, number>>>
}
export interface AgentStatus extends Named {
  readonly type: 'ROUTABLE' | 'CUSTOM' | 'OFFLINE'
}
export interface Agent {
  readonly id: string
  readonly arn: string
  readonly username: string
  /** Null for some: agents of a federated directory come without. */
  readonly first_name: string | null
  readonly last_name: string | null
  readonly profile: RoutingProfile
  /** The agent's own queue: transfers to this agent wait there. */
  readonly queue: QueueName
  /** From the top level down; null for an agent outside the hierarchy. */
  readonly hierarchy: readonly Named[] | null
  readonly auto_accept: boolean
}

const queueNames = [
  'Support',
  'Sales',
  'Billing',
  'Technical',
  'Premium',
  'Webchat',
  'Back office',
  'Outreach',
] as const
export type QueueKey = (typeof queueNames)[number]

const statusNames = ['Available', 'Offline', 'Break', 'Lunch', 'Training', 'Meeting'] as const
export type StatusKey = (typeof statusNames)[number]

type ServingPlan = readonly [queue: QueueKey, channel: Channel, priority: number, share: number]

const profilePlans = {
  // Voice desks overlap in Support and Sales: a chain of shared queues is nearly as good as one big team.
  'Service desk': {
    serves: [
      ['Support', 'VOICE', 2, 0.85],
      ['Technical', 'VOICE', 1, 1],
      ['Sales', 'VOICE', 3, 0.35],
    ],
    outbound: 'Support',
    slots: { VOICE: 1 },
  },
  'Sales and billing': {
    serves: [
      ['Sales', 'VOICE', 2, 0.65],
      ['Billing', 'VOICE', 2, 1],
      ['Premium', 'VOICE', 1, 0.5],
    ],
    outbound: 'Outreach',
    slots: { VOICE: 1 },
  },
  'Premium desk': {
    serves: [
      ['Premium', 'VOICE', 1, 0.5],
      ['Premium', 'CHAT', 1, 1],
      ['Support', 'VOICE', 2, 0.15],
    ],
    outbound: 'Outreach',
    slots: { VOICE: 1, CHAT: 2 },
  },
  Digital: {
    serves: [
      ['Support', 'CHAT', 1, 1],
      ['Webchat', 'CHAT', 1, 1],
    ],
    outbound: 'Webchat',
    slots: { CHAT: 3 },
  },
  'Back office': {
    serves: [
      ['Back office', 'TASK', 1, 1],
      ['Billing', 'TASK', 1, 1],
    ],
    outbound: 'Outreach',
    slots: { VOICE: 1, TASK: 1 },
  },
  /** Supervisors take no contacts: they listen in. */
  Supervision: { serves: [], outbound: 'Support', slots: { VOICE: 1 } },
} as const satisfies Record<
  string,
  { serves: readonly ServingPlan[]; outbound: QueueKey; slots: RoutingProfile['slots'] }
>

export type ProfileKey = keyof typeof profilePlans
export const profileNames = Object.keys(profilePlans) as ProfileKey[]

const statusTypes: Readonly<Record<StatusKey, AgentStatus['type']>> = {
  Available: 'ROUTABLE',
  Offline: 'OFFLINE',
  Break: 'CUSTOM',
  Lunch: 'CUSTOM',
  Training: 'CUSTOM',
  Meeting: 'CUSTOM',
}

const sites = ['Austin', 'Kraków', 'Lisbon']
const teams = ['Amber', 'Birch', 'Cobalt', 'Dune', 'Ember', 'Fjord']

/** The account, the instance and everything in it that has a name. Agents are hired one by one, as staffing asks. */
export interface Centre {
  readonly account_id: string
  readonly instance_id: string
  readonly instance_arn: string
  readonly alias: string
  readonly queues: Readonly<Record<QueueKey, Queue>>
  readonly profiles: Readonly<Record<ProfileKey, RoutingProfile>>
  readonly statuses: Readonly<Record<StatusKey, AgentStatus>>
  hire(profile: ProfileKey): Agent
}

export function createCentre(random: Random): Centre {
  const account_id = '111122223333'
  const instance_id = random.uuid()
  const instance_arn = `arn:aws:connect:us-west-2:${account_id}:instance/${instance_id}`
  const named = <N extends string>(kind: string, name: N): { readonly arn: string; readonly name: N } => ({
    arn: `${instance_arn}/${kind}/${random.uuid()}`,
    name,
  })
  const record = <K extends string, V>(
    keys: readonly K[],
    make: (key: K, index: number) => V,
  ): Record<K, V> => Object.fromEntries(keys.map((key, index) => [key, make(key, index)])) as Record<K, V>

  const queues = record(queueNames, (name, index) => ({
    ...named('queue', name),
    phone: `+1555010010${index}`,
  }))
  const profiles = record(profileNames, (name): RoutingProfile => {
    const plan = profilePlans[name]
    return {
      ...named('routing-profile', name),
      serves: plan.serves.map(([queue, channel, priority, share]: ServingPlan) => ({
        queue: queues[queue],
        channel,
        priority,
        share,
      })),
      outbound: queues[plan.outbound],
      slots: plan.slots,
    }
  })
  const statuses = record(statusNames, name => ({ ...named('agent-state', name), type: statusTypes[name] }))
  const groups = sites.map(site => ({
    site: named('agent-group', site),
    teams: teams.map(team => named('agent-group', `${site} ${team}`)),
  }))
  let hired = 0

  function hire(profile: ProfileKey): Agent {
    const index = hired++
    const id = random.uuid()
    const { first, last } = personName(index)
    const federated = random.chance(0.3)
    const group = random.pick(groups)
    return {
      id,
      arn: `${instance_arn}/agent/${id}`,
      username: userName(index),
      first_name: federated ? null : first,
      last_name: federated ? null : last,
      profile: profiles[profile],
      queue: { arn: `${instance_arn}/queue/agent/${id}`, name: null },
      hierarchy: [null, [group.site], [group.site, random.pick(group.teams)]][random.integer(0, 2)] ?? null,
      auto_accept: random.chance(0.1),
    }
  }

  return { account_id, instance_id, instance_arn, alias: 'example-centre', queues, profiles, statuses, hire }
}
