import { string } from '../../type.ts'
import { hierarchyLevels } from '../hierarchy.ts'

/** Who was at work, and how the agent was set up then: the same columns in every table of agent time. */
export const agentAtWork = {
  agent_arn: { type: string, required: true, doc: 'ARN of the agent.' },
  agent_username: { type: string, pii: 'name', doc: 'User name of the agent.' },
  routing_profile_arn: { type: string, doc: "ARN of the agent's routing profile at that time." },
  routing_profile_name: { type: string, doc: "Name of the agent's routing profile at that time." },
  ...hierarchyLevels('agent_hierarchy'),
} as const
