import { table } from '../table.ts'
import { bigint, string, timestamp } from '../type.ts'

/**
 * What became of every raw object. In each row read = accepted + duplicate + superseded + quarantined, and for each
 * table of records, rows in it = Σ accepted − Σ replaced.
 */
export const ledger = table({
  name: 'ledger',
  doc: 'One row per raw object and table its records went to: how many were read, and what became of them.',
  key: [],
  partition: { dt: 'arrived_at' },
  columns: {
    raw_root: { type: string, required: true, doc: 'Where the object lies: the root the run was given.' },
    object_key: {
      type: string,
      required: true,
      doc: 'Key of the object under the root.',
    },
    object_etag: { type: string, required: true, doc: 'Fingerprint of the content as the store gives it.' },
    object_bytes: {
      type: bigint,
      unit: 'bytes',
      doc: 'Size of the object as it lies there, compressed or not.',
    },
    arrived_at: {
      type: timestamp,
      required: true,
      doc: 'When the object arrived: from its key where Firehose wrote it, else when it was last modified.',
    },
    replay_of: {
      type: string,
      doc: 'Quarantine entry that was read again; null for an object that a run consumed.',
    },
    table_name: { type: string, doc: 'Table the records belong to; null where that could not be told.' },
    read: { type: bigint, doc: 'Records read.' },
    accepted: { type: bigint, doc: 'Records that became a row.' },
    duplicate: { type: bigint, doc: 'Records met before: same key, same version, same content.' },
    superseded: {
      type: bigint,
      doc: 'Records older than the row the table holds, or replaced within the same commit.',
    },
    quarantined: { type: bigint, doc: 'Records that could not become a row; each is in the quarantine.' },
    replaced: { type: bigint, doc: 'How many of the accepted took the place of a row of an earlier commit.' },
    commit_id: { type: string, required: true, doc: 'Commit that consumed the object.' },
    committed_at: { type: timestamp, doc: 'When the commit was made.' },
  },
})
