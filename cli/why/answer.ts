import type { QueryEngine } from '../../lake/engine/engine.ts'
import { isoOf } from '../../schema/instant.ts'
import type { Found } from '../../sql/metrics/catalogue.ts'
import {
  accountSql,
  completenessSql,
  IN_DENOMINATOR,
  IN_NUMERATOR,
  recordsSql,
  rowsBehindSql,
  sumsSql,
  type Traced,
} from '../../sql/metrics/evidence.ts'
import { type Period, partitionsOf } from '../../sql/metrics/period.ts'
import { questionSql } from '../../sql/metrics/query.ts'
import type { Question } from '../../sql/metrics/question.ts'
import type { Subject } from '../../sql/metrics/subject.ts'
import { type JsonRow, jsonRows } from '../output.ts'

/** A row behind the number, and the records it was made of. */
export interface RowBehind {
  readonly row: JsonRow
  readonly in_numerator: boolean
  readonly in_denominator: boolean | null
  readonly records: readonly RecordBehind[]
}

export interface RecordBehind {
  readonly id: string
  readonly source_object: string
  /** Where it begins in the decoded bytes of the object; null when the object cannot be read from here. */
  readonly byte_offset: number | null
  readonly byte_length: number | null
}

/** Why a number is what it is. */
export interface Answer {
  readonly value: number | string | null
  readonly numerator: number | string | null
  readonly denominator: number | string | null
  readonly rows: {
    readonly in_scope: number
    readonly counted: number
    readonly in_numerator: number
    readonly in_denominator: number | null
    readonly in_neither: number
  }
  /** What the subject does not count, by rule. */
  readonly left_out: readonly { readonly rule: string; readonly rows: number }[]
  readonly behind: readonly RowBehind[]
  readonly completeness: Completeness
}

/** What arrived in the days of the number, and until the day after. */
export interface Completeness {
  /** When the newest raw object of the lake arrived; ISO 8601. */
  readonly last_arrived_at: string | null
  /** From then on nothing that belongs to the period is expected. */
  readonly expected_until: string
  readonly complete: boolean
  readonly raw_objects: number
  readonly records_read: number
  readonly records_accepted: number
  readonly records_duplicate: number
  readonly records_superseded: number
  readonly records_quarantined: number
}

/** Records are emitted again for a day at least: after contact work, analyses, changes of attributes. */
const LATE_MS = 24 * 3_600_000

const DAY_MS = 86_400_000

async function completeness(
  engine: QueryEngine,
  { origin, attributed_to }: Subject,
  period: Period,
): Promise<Completeness> {
  const { partition_days_later } = attributed_to
  const days = partitionsOf(period, partition_days_later + 1)
  const [row = {}] = jsonRows(await engine.query(completenessSql(origin.table, ...days)))
  const { last_arrived_at, ...numbers } = row
  const last = last_arrived_at === null ? null : `${String(last_arrived_at).replace(' ', 'T')}Z`
  const expected_ms = period.to_ms + partition_days_later * DAY_MS + LATE_MS
  return {
    last_arrived_at: last,
    expected_until: isoOf(expected_ms),
    complete: last !== null && Date.parse(last) >= expected_ms,
    ...(Object.fromEntries(
      Object.entries(numbers).map(([name, value]) => [name, Number(value ?? 0)]),
    ) as Omit<Completeness, 'last_arrived_at' | 'expected_until' | 'complete'>),
  }
}

/** Finds a record in its raw object; undefined when it cannot be read. */
export type Locate = (
  table: Found['subject']['origin']['table'],
  source_object: string,
  ids: ReadonlySet<string>,
) => Promise<ReadonlyMap<string, { readonly byte_offset: number; readonly byte_length: number }> | undefined>

async function traced(
  engine: QueryEngine,
  found: Found,
  rows: readonly JsonRow[],
  locate: Locate,
): Promise<ReadonlyMap<string, readonly RecordBehind[]>> {
  const { by, minutes, table } = found.subject.origin
  const { column } = found.subject.attributed_to
  const wanted = rows.map((row): Traced => {
    const value = String(row[by])
    return minutes === undefined ? { value } : { value, from: String(row[column]) }
  })
  const records = new Map<string, RecordBehind[]>()
  if (wanted.length === 0) return records
  const found_in = jsonRows(await engine.query(recordsSql(found, wanted)))
  const byObject = new Map<string, JsonRow[]>()
  for (const row of found_in) {
    const key = String(row.source_object)
    byObject.set(key, [...(byObject.get(key) ?? []), row])
  }
  for (const [source_object, own] of byObject) {
    const places = await locate(table, source_object, new Set(own.map(({ id }) => String(id))))
    for (const { id, by_value } of own) {
      const place = places?.get(String(id))
      const record = {
        id: String(id),
        source_object,
        byte_offset: place?.byte_offset ?? null,
        byte_length: place?.byte_length ?? null,
      }
      records.set(String(by_value), [...(records.get(String(by_value)) ?? []), record])
    }
  }
  return records
}

/**
 * Follows one number back: its value, its sums, what was left out, the rows behind it, their records, and whether the
 * data is complete. Undefined when there is no row at all.
 *
 * @param question asks for the metric alone, in the one group
 * @param limit    how many of the rows behind it are followed
 */
export async function why(
  engine: QueryEngine,
  found: Found,
  question: Question,
  limit: number,
  locate: Locate,
): Promise<Answer | undefined> {
  const one = { ...question, by: [] }
  const [valued] = jsonRows(await engine.query(questionSql(one)))
  const [account = {}] = jsonRows(await engine.query(accountSql(found, question)))
  if (Number(account.rows_in_scope) === 0) return undefined
  const sums = sumsSql(found, question)
  const [summed = {}] = sums === undefined ? [] : jsonRows(await engine.query(sums))
  const rows = jsonRows(await engine.query(rowsBehindSql(found, question, limit)))
  const records = await traced(engine, found, rows, locate)
  const { subject, metric } = found
  return {
    value: (valued?.[metric.column] ?? null) as Answer['value'],
    numerator: (summed.numerator ?? null) as Answer['numerator'],
    denominator: (summed.denominator ?? null) as Answer['denominator'],
    rows: {
      in_scope: Number(account.rows_in_scope),
      counted: Number(account.rows_counted),
      in_numerator: Number(account.rows_in_numerator),
      in_denominator: account.rows_in_denominator === null ? null : Number(account.rows_in_denominator),
      in_neither: Number(account.rows_in_neither),
    },
    left_out: subject.where.map(({ doc }, i) => ({ rule: doc, rows: Number(account[`left_out_${i + 1}`]) })),
    behind: rows.map(({ [IN_NUMERATOR]: over, [IN_DENOMINATOR]: under, ...row }) => ({
      row,
      in_numerator: over === true,
      in_denominator: under === undefined ? null : under === true,
      records: records.get(String(row[subject.origin.by])) ?? [],
    })),
    completeness: await completeness(engine, found.subject, question.period),
  }
}
