import type { Channel, QueueKey } from './centre.ts'

/** Whole hours of the day, UTC. */
export type Hours = readonly [open: number, close: number]

export interface DemandPlan {
  readonly queue: QueueKey
  readonly channel: Channel
  /** Of all first contacts. The shares sum to 1. */
  readonly share: number
  readonly weekday: Hours
  readonly weekend: Hours | null
  readonly talk_s: number
  readonly acw_s: number
  readonly patience_s: number
  readonly reasons: readonly string[]
  readonly begun_by?: 'agent'
  readonly overflow?: QueueKey
  readonly callback?: true
}

export const demandPlans: readonly DemandPlan[] = [
  {
    queue: 'Support',
    channel: 'VOICE',
    share: 0.26,
    weekday: [7, 21],
    weekend: [9, 18],
    talk_s: 360,
    acw_s: 45,
    patience_s: 210,
    callback: true,
    reasons: ['delivery', 'defect', 'how-to', 'complaint', 'return'],
  },
  {
    queue: 'Sales',
    channel: 'VOICE',
    share: 0.15,
    weekday: [8, 20],
    weekend: [9, 17],
    talk_s: 400,
    acw_s: 60,
    patience_s: 150,
    overflow: 'Support',
    reasons: ['new-order', 'upgrade', 'quote', 'cancellation'],
  },
  {
    queue: 'Billing',
    channel: 'VOICE',
    share: 0.13,
    weekday: [8, 20],
    weekend: null,
    talk_s: 300,
    acw_s: 55,
    patience_s: 200,
    callback: true,
    reasons: ['invoice', 'refund', 'payment-failed', 'dunning'],
  },
  {
    queue: 'Technical',
    channel: 'VOICE',
    share: 0.1,
    weekday: [5, 24],
    weekend: [7, 24],
    talk_s: 520,
    acw_s: 75,
    patience_s: 300,
    callback: true,
    reasons: ['outage', 'defect', 'setup', 'password'],
  },
  {
    queue: 'Premium',
    channel: 'VOICE',
    share: 0.05,
    weekday: [7, 20],
    weekend: [9, 17],
    talk_s: 400,
    acw_s: 60,
    patience_s: 180,
    overflow: 'Sales',
    reasons: ['new-order', 'complaint', 'upgrade', 'invoice'],
  },
  {
    queue: 'Support',
    channel: 'CHAT',
    share: 0.06,
    weekday: [7, 21],
    weekend: [9, 19],
    talk_s: 600,
    acw_s: 40,
    patience_s: 240,
    reasons: ['delivery', 'return', 'how-to'],
  },
  {
    queue: 'Webchat',
    channel: 'CHAT',
    share: 0.08,
    weekday: [7, 21],
    weekend: [9, 19],
    talk_s: 540,
    acw_s: 30,
    patience_s: 240,
    reasons: ['how-to', 'quote', 'delivery'],
  },
  {
    queue: 'Premium',
    channel: 'CHAT',
    share: 0.02,
    weekday: [7, 20],
    weekend: [9, 17],
    talk_s: 560,
    acw_s: 45,
    patience_s: 240,
    reasons: ['upgrade', 'invoice'],
  },
  {
    queue: 'Back office',
    channel: 'TASK',
    share: 0.06,
    weekday: [7, 19],
    weekend: [9, 15],
    talk_s: 420,
    acw_s: 20,
    patience_s: 86_400,
    reasons: ['address-change', 'contract', 'data-protection'],
  },
  {
    queue: 'Billing',
    channel: 'TASK',
    share: 0.03,
    weekday: [7, 19],
    weekend: [9, 15],
    talk_s: 360,
    acw_s: 20,
    patience_s: 86_400,
    reasons: ['refund', 'invoice'],
  },
  {
    queue: 'Outreach',
    channel: 'VOICE',
    share: 0.06,
    weekday: [9, 19],
    weekend: null,
    talk_s: 170,
    acw_s: 40,
    patience_s: 0,
    begun_by: 'agent',
    reasons: ['renewal', 'survey', 'dunning'],
  },
]

/** Mid-morning and early-afternoon peaks; by clock hour, from midnight. */
export const hourWeights = [
  2, 1.5, 1, 1, 1, 1.5, 3, 7, 12, 15.5, 17, 17, 16, 15.5, 16, 16.5, 15.5, 13, 10, 8, 6, 5, 4, 3,
]
/** From Sunday. */
export const weekdayWeights = [0.62, 1.25, 1.16, 1.1, 1.08, 1.04, 0.75]
/** Some call when nobody is there. */
export const closedWeight = 0.03
