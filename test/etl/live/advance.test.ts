/** Rules over worked cases: what a person would say when each incident opens and closes. */
import { describe, expect, test } from 'vitest'
import { advance, emptyState } from '../../../etl/live/advance.ts'
import type { LiveEvent } from '../../../etl/live/event.ts'
import { type LiveSettings, watchOf } from '../../../etl/live/rule.ts'
import { agent, at, clock, ended, gone, iso, left, queued, said, sales, support } from './events.ts'

type Given = NonNullable<LiveSettings['rules']>[number]

/** The alerts of a rule over events, told until an hour after the start: turn, when, of what, value. */
function alerts(rule: Given, events: readonly LiveEvent[], until_s = 3600) {
  const watch = watchOf({ rules: [rule] })
  const { state } = advance(emptyState(), [...events, clock(until_s)], watch)
  return state.untold.map(({ change, at, queue_name, agent_arn, contact_id, value }) =>
    [change, at, queue_name ?? agent_arn ?? contact_id, value].filter(each => each !== undefined),
  )
}

describe('a contact waits for too long', () => {
  const rule: Given = { name: 'wait', when: 'queue_wait', over_s: 120, clear_for_s: 60 }
  const named = agent(0, 'a')

  test('opens at the very second, though nothing happens then, and closes when the wait is half for a minute', () => {
    // Waits from 10 s on: over 120 s at 130. Answered at 200; the next has waited 0 s then, so well from 200, closed at 260.
    expect(alerts(rule, [named, queued(10, 'c1'), left(200, 'c1')])).toEqual([
      ['opened', iso(130), 'Support', 120],
      ['closed', iso(260), 'Support', 0],
    ])
  })

  test('one incident for many contacts, as long as it is not well in between', () => {
    // c1 goes at 200, but c2 has waited 100 s then: not over, yet not well. It is over at 220 and goes at 230.
    const events = [named, queued(10, 'c1'), queued(100, 'c2'), left(200, 'c1'), left(230, 'c2')]
    expect(alerts(rule, events)).toEqual([
      ['opened', iso(130), 'Support', 120],
      ['closed', iso(290), 'Support', 0],
    ])
  })

  test('well for less than a minute does not close', () => {
    // Well from 200; the next waits since 190 and is above 60 s at 250, before the minute is over.
    const events = [named, queued(10, 'c1'), left(200, 'c1'), queued(190, 'c2'), left(330, 'c2')]
    expect(alerts(rule, events)).toEqual([
      ['opened', iso(130), 'Support', 120],
      ['closed', iso(390), 'Support', 0],
    ])
  })

  test('answered at 119 s: nothing', () => {
    expect(alerts(rule, [named, queued(10, 'c1'), left(129, 'c1')])).toEqual([])
  })

  test('what an agent has taken waits no more, though the event of its connection was lost', () => {
    const taken = agent(60, 'a', { contacts: 1, answered: ['c1'] })
    expect(alerts(rule, [named, queued(10, 'c1'), taken])).toEqual([])
  })

  test('a contact record ends a wait of which no event told', () => {
    expect(alerts(rule, [named, queued(10, 'c1'), ended(100, 'c1', 'abandoned')])).toEqual([])
  })

  test('each queue by itself, by name where some are named', () => {
    const events = [named, queued(10, 'c1'), queued(20, 'c2', sales)]
    expect(alerts({ ...rule, queues: ['Sales'] }, events)).toEqual([['opened', iso(140), 'Sales', 120]])
    expect(alerts(rule, events).map(([, , name]) => name)).toEqual(['Support', 'Sales'])
  })

  test('a call that nobody ends is forgotten after a day', () => {
    expect(alerts(rule, [named, queued(10, 'c1')], 2 * 86_400).at(-1)).toEqual([
      'closed',
      iso(86_400 + 10 + 60),
      'Support',
      0,
    ])
  })
})

describe('too few agents', () => {
  const rule: Given = { name: 'few', when: 'agents_available', queues: [support.arn], below: 2, for_s: 30 }
  const busy = (s: number, name: string) => agent(s, name, { contacts: 1 })

  test('opens after half a minute, and not for a moment', () => {
    const two = [agent(0, 'a'), agent(0, 'b')]
    // Before there were two there was one, or none: 0 s. A moment of 20 s, then from 100 s on; back at 200, closed at 260.
    const events = [...two, busy(50, 'a'), agent(70, 'a'), busy(100, 'a'), agent(200, 'a'), agent(200, 'b')]
    expect(alerts(rule, events, 400)).toEqual([
      ['opened', iso(130), 'Support', 1],
      ['closed', iso(260), 'Support', 2],
    ])
  })

  test('nobody online is no incident, unless it is said to be one', () => {
    const events = [agent(0, 'a'), gone(10, 'a'), agent(0, 'b'), gone(10, 'b')]
    expect(alerts(rule, events)).toEqual([])
    expect(alerts({ ...rule, unstaffed: true }, events)).toEqual([['opened', iso(40), 'Support', 0]])
  })

  test('a heartbeat after the logout, with the status from before, is nobody', () => {
    const beat = agent(60, 'a', { since_ms: at(0) })
    const events = [agent(0, 'a'), agent(0, 'b'), gone(5, 'a'), gone(6, 'b'), beat]
    expect(alerts({ ...rule, unstaffed: true }, events, 200)).toEqual([['opened', iso(35), 'Support', 0]])
    expect(alerts({ ...rule, below: 1 }, [...events, agent(100, 'b')], 200)).toEqual([])
  })

  test('of whom nothing was heard for five minutes is not there', () => {
    // b is last heard of at 20: gone at 320, told at 350. a is heard of every two minutes.
    const events = [agent(0, 'a'), agent(20, 'b'), ...[120, 240, 360].map(s => agent(s, 'a'))]
    const opened = alerts({ ...rule, for_s: 30 }, events, 400)
    expect(opened).toEqual([['opened', iso(350), 'Support', 1]])
  })
})

describe('customers leave', () => {
  const rule: Given = {
    name: 'gone',
    when: 'abandonment',
    over_percent: 30,
    of_at_least: 4,
    within_s: 600,
    clear_for_s: 0,
  }

  test('opens when the share is over the limit of enough contacts, closes when they are out of the window', () => {
    const events = [
      ended(100, 'c1', 'answered'),
      ended(110, 'c2', 'abandoned'),
      // 1 of 3 is a third, but three are too few; 1 of 4 is 25 %.
      ended(120, 'c3', 'answered'),
      ended(130, 'c4', 'answered'),
      // 2 of 5 is 40 %.
      ended(140, 'c5', 'abandoned'),
    ]
    // c1 ended at 20 and is out of the window at 620: 2 of 4; c2, ended at 30, at 630: three are too few.
    expect(alerts(rule, events)).toEqual([
      ['opened', iso(140), 'Support', 40],
      ['closed', iso(630), 'Support', (100 * 1) / 3].map(each => (typeof each === 'number' ? 33.3 : each)),
    ])
  })

  test('a contact counts once, however many versions its record has', () => {
    const events = ['c1', 'c2', 'c3', 'c1', 'c1'].map((contact, n) => ended(100 + n, contact, 'abandoned'))
    expect(alerts(rule, events)).toEqual([])
  })
})

test('an agent is in Error: by status, or with a contact that was missed and is not cleared', () => {
  const rule: Given = { name: 'error', when: 'agent_error', for_s: 30 }
  const events = [
    agent(0, 'a'),
    agent(0, 'b'),
    agent(10, 'a', { status: 'ERROR' }),
    agent(20, 'b', { contacts: 1, failed: true }),
    agent(40, 'b'),
    agent(100, 'a'),
  ]
  expect(alerts(rule, events, 200)).toEqual([
    ['opened', iso(40), 'a', 1],
    ['closed', iso(160), 'a', 0],
  ])
})

test('what is said is told once a contact and rule', () => {
  const rule: Given = { name: 'cancel', when: 'keyword', words: ['cancel'] }
  const events = [said(10, 'c1', 'cancel'), said(20, 'c1', 'cancel'), said(30, 'c2', 'cancel')]
  expect(alerts(rule, events)).toEqual([
    ['opened', iso(10), 'c1'],
    ['opened', iso(30), 'c2'],
  ])
})

test('an alert names no person, and says what was exceeded', () => {
  const watch = watchOf({ rules: [{ name: 'wait', when: 'queue_wait', over_s: 120 }] })
  const { state } = advance(emptyState(), [agent(0, 'a'), queued(10, 'c1'), clock(300)], watch)
  expect(state.untold).toEqual([
    {
      id: `wait ${support.arn} ${iso(130)} opened`,
      ...{ rule: 'wait', when: 'queue_wait', change: 'opened', at: iso(130), opened_at: iso(130) },
      ...{ queue_arn: support.arn, queue_name: 'Support', value: 120, limit: 120, unit: 's' },
    },
  ])
})

test('nothing is told of before what could come in between has had its time', () => {
  const watch = watchOf({ disorder_s: 30, rules: [{ name: 'wait', when: 'queue_wait', over_s: 120 }] })
  const first = advance(emptyState(), [queued(10, 'c1'), clock(159)], watch)
  expect(first.state.untold).toEqual([])
  // It was answered at 128; that is told late, and within the disorder.
  expect(advance(first.state, [left(129, 'c1'), clock(170)], watch).state.untold).toEqual([])
  expect(advance(first.state, [clock(160)], watch).state.untold).toHaveLength(1)
})

test('later than that is late: counted, and taken for what it still is news of', () => {
  const watch = watchOf({
    disorder_s: 30,
    rules: [{ name: 'wait', when: 'queue_wait', over_s: 120, clear_for_s: 0 }],
  })
  const opened = advance(emptyState(), [queued(10, 'c1'), clock(200)], watch)
  const { state, late } = advance(opened.state, [left(100, 'c1'), queued(90, 'c2')], watch)
  expect(late).toBe(2)
  // The end of a wait is; the beginning of one that may be over long since is not.
  expect(advance(state, [clock(400)], watch).state.untold.map(({ change }) => change)).toEqual([
    'opened',
    'closed',
  ])
})

test('a rule that is configured no more leaves nothing behind', () => {
  const open = advance(
    emptyState(),
    [queued(10, 'c1'), clock(300)],
    watchOf({ rules: [{ name: 'wait', when: 'queue_wait', over_s: 60 }] }),
  )
  expect(Object.keys(open.state.incidents)).toEqual(['wait'])
  expect(advance(open.state, [clock(301)], watchOf({})).state.incidents).toEqual({})
})
