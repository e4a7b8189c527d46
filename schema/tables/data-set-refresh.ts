import { table } from '../table.ts'
import { bigint, string, timestamp } from '../type.ts'

/**
 * How QuickSight was brought to what the lake has: one row each time that a refresh looked at a data set in memory. A refresh
 * is told again under the same key as it goes on, and the newest telling stays.
 */
export const dataSetRefresh = table({
  name: 'data_set_refresh',
  doc: 'One row per data set in the memory of QuickSight and refresh of it: what it read up to, and how that ended. Where nothing had changed that a data set shows, that is told, too.',
  key: ['refresh_id'],
  partition: { dt: 'lake_at' },
  columns: {
    refresh_id: {
      type: string,
      required: true,
      doc: 'ARN of the ingestion; where none was begun, the one that it would have had.',
    },
    data_set_arn: { type: string, required: true, doc: 'ARN of the data set.' },
    environment: {
      type: string,
      doc: 'What the ids of all assets of the environment begin with; empty for nothing.',
    },
    data_set: { type: string, required: true, doc: 'Name of the data set, without that.' },
    ingestion_id: { type: string, required: true, doc: 'Id of the ingestion in QuickSight.' },
    refresh_type: {
      type: string,
      doc: 'FULL_REFRESH or INCREMENTAL_REFRESH; null where nothing was to be read.',
    },
    reason: { type: string, doc: 'Why it was read anew, in words; null where it was not.' },
    outcome: {
      type: string,
      required: true,
      doc: 'completed, failed, or unchanged: nothing had changed that it shows, so that it has all of it.',
    },
    rows_ingested: { type: bigint, doc: 'Rows that QuickSight took in.' },
    error_type: { type: string, doc: 'What kept QuickSight from it, as one word of its own.' },
    error_message: { type: string, pii: 'content', doc: 'The same in words, which can quote a value.' },
    started_at: { type: timestamp, doc: 'When the ingestion was made.' },
    ended_at: { type: timestamp, doc: 'When it was over; null where QuickSight does not say.' },
    commit_id: {
      type: string,
      required: true,
      doc: 'Commit of the lake up to which it was to read: the newest that is no refresh.',
    },
    lake_at: { type: timestamp, required: true, doc: 'When that commit was made.' },
  },
})
