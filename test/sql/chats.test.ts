/** What the view of contacts says of chats. */
import { expect, test } from 'vitest'
import { temporaryFolder } from '../fixture/folder.ts'
import { testLake } from '../fixture/lake.ts'
import { contactRecord } from '../fixture/record.ts'

const folder = temporaryFolder()

test('of chats is measured what customers were told: no help among agents, no supervisor who listens in', async () => {
  const lake = testLake(folder)
  const chat = {
    Channel: 'CHAT',
    ChatMetrics: {
      ChatContactMetrics: { TotalMessages: 9 },
      AgentMetrics: { MessagesSent: 5 },
      CustomerMetrics: { MessagesSent: 4 },
    },
  }
  const helped = { 'connect:Subtype': { ValueString: 'connect:ManagerAssist' } }
  const records = {
    customer: chat,
    help: { ...chat, SegmentAttributes: helped },
    listener: { ...chat, InitiationMethod: 'MONITOR' },
  }
  for (const [id, more] of Object.entries(records)) lake.add(id, JSON.stringify(contactRecord({ id, more })))
  await lake.run()
  const rows = await lake.rows(
    'SELECT contact_id AS id, messages, agent_messages AS agent, is_assist, is_monitor FROM contact ORDER BY 1',
  )
  expect(rows).toEqual([
    { id: 'customer', messages: 9, agent: 5, is_assist: false, is_monitor: false },
    { id: 'help', messages: null, agent: null, is_assist: true, is_monitor: false },
    { id: 'listener', messages: null, agent: null, is_assist: false, is_monitor: true },
  ])
})
