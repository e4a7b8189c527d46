import { join } from 'node:path'
import { expect, test } from 'vitest'
import { commandLine } from '../fixture/command-line.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { writeTree } from '../fixture/tree.ts'

const folder = temporaryFolder()
const cli = await commandLine()

const snapshot = {
  AgentStatus: { ARN: 'arn:status', Name: 'Available', StartTimestamp: '2019-03-01T09:00:00.000Z' },
  Configuration: { Username: 'ada' },
  Contacts: [],
}
const event = {
  AgentARN: 'arn:agent',
  EventId: 'first',
  EventTimestamp: '2019-03-01T09:00:00.010Z',
  EventType: 'STATE_CHANGE',
  CurrentAgentSnapshot: snapshot,
  PreviousAgentSnapshot: null,
}

test('what agent time assumed is in the drift report, with the event that it begins with', async () => {
  // A status of 2019 has no type: it is told from the name.
  const raw = writeTree(join(folder, 'raw'), { 'agent-events': Buffer.from(JSON.stringify(event)) })
  const lake = join(folder, 'lake')
  await cli.done(['run', '--raw', raw, '--lake', lake])
  const drift = JSON.parse(await cli.done(['drift', '--lake', lake, '--format', 'json']))
  expect(drift).toEqual([
    {
      table_name: 'agent_status_interval',
      path: 'TYPE',
      problem: 'assumed',
      json_type: null,
      records: 1,
      first_seen: '2019-03-01 09:00:00.000',
      first_object: null,
      sample: 'first',
    },
  ])
})
