import type { JsonObject } from './decode/parse.ts'
import { agentEventSource } from './sources/agent-event.ts'
import { contactRecordSource } from './sources/contact-record.ts'
import type { Source } from './sources/source.ts'

/** Every source; the first that recognises a record gets it. */
export const sources: readonly Source[] = [contactRecordSource, agentEventSource]

export const sourceOf = (record: JsonObject): Source | undefined =>
  sources.find(source => source.recognises(record))
