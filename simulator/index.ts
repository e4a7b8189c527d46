/** A synthetic contact centre that knows the true answers. */
export { type AgentQuarter, createAgentQuarters } from './agent-quarters.ts'
export type { Contact } from './contact.ts'
export type { Journey } from './journeys.ts'
export { defaultOptions, type SimulationOptions } from './options.ts'
export type { QueueHour } from './queue-hours.ts'
export { type Progress, simulate } from './simulation.ts'
export { folderSink, type ObjectSink, splitSink } from './sink.ts'
export type { AgentDay, FlowDay, QueueDay, Truth } from './truth.ts'
