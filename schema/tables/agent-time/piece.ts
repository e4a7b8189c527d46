import { bigint, string, timestamp } from '../../type.ts'

/** From when until when, and how both are known: the same columns in every table of pieces of agent time. */
export const piece = {
  start_timestamp: {
    type: timestamp,
    required: true,
    doc: 'Beginning of the piece: where the state begins, or midnight (UTC).',
  },
  end_timestamp: {
    type: timestamp,
    required: true,
    doc: 'End of the piece: where the state ends, or the next midnight (UTC).',
  },
  duration_ms: { type: bigint, unit: 'ms', required: true, doc: 'Time from the beginning to the end.' },
  started_by: {
    type: string,
    required: true,
    doc:
      'How the beginning is known. EVENT: the state began. MIDNIGHT: it goes on from the day before. ' +
      'SILENCE: it is older, but nothing was heard of the agent for 20 hours before.',
  },
  ended_by: {
    type: string,
    required: true,
    doc:
      'How the end is known. EVENT: another state began, or it was cleared, or the agent logged out. MIDNIGHT: it ' +
      'goes on the day after. CAPPED: nothing tells its end; 240 s after the last sign of it, or at the next login. ' +
      'OPEN: the same, and nothing was heard of any agent since: it ends at the newest event.',
  },
  event_id: {
    type: string,
    doc: 'First event that tells of the state: what the row rests on; null in what goes on after midnight.',
  },
} as const
