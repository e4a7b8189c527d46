import type { QueryEngine } from '../../lake/engine/engine.ts'
import { DAY_MS, isoOf } from '../../schema/instant.ts'
import type { Found } from '../../sql/metrics/catalogue.ts'
import { completenessSql } from '../../sql/metrics/completeness.ts'
import {
  accountSql,
  exclusionsSql,
  IN_DENOMINATOR,
  IN_NUMERATOR,
  rowsBehindSql,
  sumsSql,
} from '../../sql/metrics/evidence.ts'
import { type Period, partitionsOf } from '../../sql/metrics/period.ts'
import { questionSql } from '../../sql/metrics/query.ts'
import type { Question } from '../../sql/metrics/question.ts'
import { columnsOfOrigin, recordsSql, type Traced } from '../../sql/metrics/records.ts'
import type { Origin, Subject } from '../../sql/metrics/subject.ts'
import { type JsonRow, jsonRows } from '../output.ts'

/** A row behind the number, and the records it was made of. */
export interface RowBehind {
  readonly row: JsonRow
  readonly in_numerator: boolean
  readonly in_denominator: boolean | null
  /** The first of its records, as many as rows are followed. */
  readonly records: readonly RecordBehind[]
  /** How many it has. */
  readonly records_in_all: number
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
const LATE_DAYS = 1

async function completeness(
  engine: Pick<QueryEngine, 'query'>,
  { origin, attributed_to }: Subject,
  period: Period,
): Promise<Completeness> {
  const days_later = attributed_to.partition_days_later + LATE_DAYS
  const days = partitionsOf(period, days_later)
  const [row = {}] = jsonRows(await engine.query(completenessSql(origin?.table, ...days)))
  const { last_arrived_at, ...numbers } = row
  const last = last_arrived_at === null ? null : `${String(last_arrived_at).replace(' ', 'T')}Z`
  const expected_ms = period.to_ms + days_later * DAY_MS
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
  table: Origin['table'],
  source_object: string,
  ids: ReadonlySet<string>,
) => Promise<ReadonlyMap<string, { readonly byte_offset: number; readonly byte_length: number }> | undefined>

/** The records of each row, in the order of the rows. */
async function recordsOf(
  engine: Pick<QueryEngine, 'query'>,
  found: Found,
  rows: readonly JsonRow[],
  most: number,
  locate: Locate,
): Promise<readonly Pick<RowBehind, 'records' | 'records_in_all'>[]> {
  const records = rows.map((): RecordBehind[] => [])
  const in_all = rows.map(() => 0)
  const { origin, attributed_to } = found.subject
  if (rows.length === 0 || !origin) return []
  const wanted = rows.map((row): Traced => {
    const values = columnsOfOrigin(found.subject).map(name => [
      name,
      row[name] === null ? null : String(row[name]),
    ])
    return { at: String(row[attributed_to.column]), values: Object.fromEntries(values) }
  })
  const byObject = new Map<string, JsonRow[]>()
  const sql = recordsSql(found, wanted, most)
  for (const row of sql === undefined ? [] : jsonRows(await engine.query(sql))) {
    const key = String(row.source_object)
    byObject.set(key, [...(byObject.get(key) ?? []), row])
  }
  for (const [source_object, own] of byObject) {
    const places = await locate(origin.table, source_object, new Set(own.map(({ id }) => String(id))))
    for (const { id, place, records: count } of own) {
      const at = places?.get(String(id))
      const [byte_offset, byte_length] = [at?.byte_offset ?? null, at?.byte_length ?? null]
      records[Number(place) - 1]?.push({ id: String(id), source_object, byte_offset, byte_length })
      in_all[Number(place) - 1] = Number(count)
    }
  }
  return records.map((own, i) => ({ records: own, records_in_all: in_all[i] ?? 0 }))
}

/** What was left out, and by which rule: before the rows came to be, and of the rows. */
async function leftOut(
  engine: Pick<QueryEngine, 'query'>,
  found: Found,
  question: Question,
  account: JsonRow,
): Promise<Answer['left_out']> {
  const { subject } = found
  const before = exclusionsSql(found, question)
  const excluded = before === undefined ? [] : jsonRows(await engine.query(before))
  return [
    ...excluded.map(row => ({
      rule: subject.drawn_from?.rules[String(row.exclusion)] ?? String(row.exclusion),
      rows: Number(row.rows_left_out),
    })),
    ...subject.where.map(({ doc }, i) => ({ rule: doc, rows: Number(account[`left_out_${i + 1}`]) })),
  ]
}

/**
 * Follows one number back: its value, its sums, what was left out, the rows behind it, their records, and whether the
 * data is complete. Undefined when there is no row at all.
 *
 * @param question asks for the metric alone, in the one group
 * @param limit    how many of the rows behind it are followed, and how many records of each are given
 */
export async function why(
  engine: Pick<QueryEngine, 'query'>,
  found: Found,
  question: Question,
  limit: number,
  locate: Locate,
): Promise<Answer | undefined> {
  const one = { ...question, by: [] }
  const [valued] = jsonRows(await engine.query(questionSql(one)))
  const [account = {}] = jsonRows(await engine.query(accountSql(found, question)))
  const left_out = await leftOut(engine, found, question, account)
  if (Number(account.rows_in_scope) === 0 && left_out.every(({ rows }) => rows === 0)) return undefined
  const sums = sumsSql(found, question)
  const [summed = {}] = sums === undefined ? [] : jsonRows(await engine.query(sums))
  const { subject, metric } = found
  const value = (valued?.[metric.column] ?? null) as Answer['value']
  const rows = jsonRows(
    await engine.query(rowsBehindSql(found, question, limit, value === null ? null : Number(value))),
  )
  const records = await recordsOf(engine, found, rows, limit, locate)
  return {
    value,
    numerator: (summed.numerator ?? null) as Answer['numerator'],
    denominator: (summed.denominator ?? null) as Answer['denominator'],
    rows: {
      in_scope: Number(account.rows_in_scope),
      counted: Number(account.rows_counted),
      in_numerator: Number(account.rows_in_numerator),
      in_denominator: account.rows_in_denominator === null ? null : Number(account.rows_in_denominator),
      in_neither: Number(account.rows_in_neither),
    },
    left_out,
    behind: rows.map(({ [IN_NUMERATOR]: over, [IN_DENOMINATOR]: under, ...row }, i) => ({
      row,
      in_numerator: over === true,
      in_denominator: under === undefined ? null : under === true,
      records: records[i]?.records ?? [],
      records_in_all: records[i]?.records_in_all ?? 0,
    })),
    completeness: await completeness(engine, subject, question.period),
  }
}
