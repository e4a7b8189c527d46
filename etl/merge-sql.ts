import { contentHash, duckdbType, literal, quoted } from '../schema/formats/duckdb.ts'
import type { Column, Table } from '../schema/table.ts'
import type { Slice } from './merge-plan.ts'

/*
 * The merge, in SQL over four tables of the workbench:
 *
 *   incoming   one row per staged record: key, version, content hash, where it stands in the order of arrival
 *   stored     rows of the lake that have the key of an incoming record
 *   verdict    what becomes of each incoming record: accepted, duplicate or superseded
 *   accepted   those that become rows, and the stored row whose place they take
 *
 * Only keys, versions, times and hashes are read. Whole stored rows are read only where a version of theirs is met
 * again.
 */

const paths = (files: readonly string[]): string => `[${files.map(literal).join(', ')}]`

/** The key of a row as SQL; merging knows keys of one column. Rows of the lake's own books may have none. */
const keyOf = (table: Table): string => (table.key[0] === undefined ? "''" : quoted(table.key[0]))

const versionOf = (table: Table): string =>
  table.version ? quoted(table.version) : 'CAST(NULL AS TIMESTAMP_MS)'

/** Fills `incoming` from staged files; records that cannot become rows are not among them. */
export function incomingSql(table: Table, staged: readonly string[]): string {
  const time = quoted(table.partition.dt)
  const [earliest, latest] = table.partition.between ?? [table.partition.dt, table.partition.dt]
  return `CREATE OR REPLACE TABLE incoming AS
    SELECT ${keyOf(table)} AS key, ${versionOf(table)} AS version, _dt AS dt,
      date_part('hour', ${time}) AS hour, _object AS object, _record AS record,
      _content AS content,
      least(${quoted(earliest)}, ${time}) AS earliest, greatest(${quoted(latest)}, ${time}) AS latest
    FROM read_parquet(${paths(staged)})
    WHERE _reject IS NULL`
}

/** Makes `stored`, without rows. */
export const storedTableSql = `CREATE OR REPLACE TABLE stored (key VARCHAR, version TIMESTAMP_MS, path VARCHAR)`

/** Adds to `stored` the rows of the given scan whose key is incoming and not found yet. */
export const storedSql = (table: Table, scan: string): string => `INSERT INTO stored
  SELECT ${keyOf(table)}, ${versionOf(table)}, filename FROM (${scan})
  WHERE ${keyOf(table)} IN (SELECT key FROM incoming EXCEPT SELECT key FROM stored)`

/** The span of days in which rows of incoming keys not found yet may lie. */
export const spanSql = `SELECT strftime(min(earliest), '%Y-%m-%d') AS first, strftime(max(latest), '%Y-%m-%d') AS last
  FROM incoming WHERE key NOT IN (SELECT key FROM stored)`

/** Fills `contest`: the records whose key is met more than once, with the stored row if there is one. */
export const contestSql = `CREATE OR REPLACE TABLE contest AS
  SELECT i.*, s.path AS stored_path, s.version AS stored_version
  FROM incoming i LEFT JOIN stored s USING (key)
  WHERE s.key IS NOT NULL OR key IN (SELECT key FROM incoming GROUP BY key HAVING count(*) > 1)`

/** Fills `tie`: the keys that come in the version that is stored, so that the content decides; and where they are. */
export const tieSql = `CREATE OR REPLACE TABLE tie AS
  SELECT DISTINCT key, stored_path FROM contest
  WHERE stored_path IS NOT NULL AND version IS NOT DISTINCT FROM stored_version`

export const tiedFilesSql = 'SELECT DISTINCT stored_path AS path FROM tie'

/** Fills `stored_content`: the content hash of each stored row of a tied key. */
export const storedContentSql = (table: Table, scan: string): string => `
  CREATE OR REPLACE TABLE stored_content AS
  SELECT ${keyOf(table)} AS key, ${contentHash(table)} AS content FROM (${scan})
  WHERE ${keyOf(table)} IN (SELECT key FROM tie)`

/**
 * Fills `verdict`. Of records with one key, version and content the first is the original and the rest are duplicates;
 * all are, when the stored row is the same. The newest original wins, and of equal versions the one whose content
 * arrived last; it must not be older than the stored row.
 */
export const verdictSql = `CREATE OR REPLACE TABLE verdict AS
  WITH weighed AS (
    SELECT c.*, s.content AS stored_content, c.object * 1099511627776 + c.record AS arrival,
      coalesce(c.version, TIMESTAMP_MS '1970-01-01') AS age,
      coalesce(c.stored_version, TIMESTAMP_MS '1970-01-01') AS stored_age
    FROM contest c
    LEFT JOIN stored_content s ON s.key = c.key
  ), grouped AS (
    SELECT *,
      min(arrival) OVER same = arrival AS original,
      max(arrival) OVER same AS last_arrival
    FROM weighed
    WINDOW same AS (PARTITION BY key, age, content)
  ), ranked AS (
    SELECT *, first_value((age, last_arrival)) OVER (PARTITION BY key ORDER BY age DESC, last_arrival DESC)
      = (age, last_arrival) AS newest
    FROM grouped
  )
  SELECT object, record, key, dt, hour, stored_path,
    CASE
      WHEN NOT original THEN 'duplicate'
      WHEN stored_path IS NOT NULL AND age = stored_age AND content = stored_content THEN 'duplicate'
      WHEN newest AND (stored_path IS NULL OR age >= stored_age) THEN 'accepted'
      ELSE 'superseded'
    END AS verdict
  FROM ranked
  UNION ALL
  SELECT object, record, key, dt, hour, NULL, 'accepted' FROM incoming ANTI JOIN contest USING (object, record)`

/** Fills `verdict` for a table without a key: every record becomes a row. */
export const allAcceptedSql = `CREATE OR REPLACE TABLE verdict AS
  SELECT object, record, key, dt, hour, CAST(NULL AS VARCHAR) AS stored_path, 'accepted' AS verdict FROM incoming`

/** Fills `accepted` from `verdict`. */
export const acceptedSql = `CREATE OR REPLACE TABLE accepted AS
  SELECT object, record, key, dt, hour, stored_path FROM verdict WHERE verdict = 'accepted'`

/** What is not needed any more once `accepted` is there and all is counted; writing needs the memory. */
export const decidedSql = ['incoming', 'stored', 'contest', 'tie', 'stored_content', 'verdict'].map(
  name => `DROP TABLE IF EXISTS ${name}`,
)

/** What became of the records of each object. */
export const countsSql = `SELECT object,
    count(*) AS read,
    count(*) FILTER (verdict = 'accepted') AS accepted,
    count(*) FILTER (verdict = 'duplicate') AS duplicate,
    count(*) FILTER (verdict = 'superseded') AS superseded,
    count(*) FILTER (verdict = 'accepted' AND stored_path IS NOT NULL) AS replaced
  FROM verdict GROUP BY object`

export const addedSql = `SELECT dt, CAST(hour AS INTEGER) AS hour, count(*) AS rows FROM accepted GROUP BY ALL`

export const removedSql = `SELECT stored_path AS path, count(*) AS rows FROM accepted
  WHERE stored_path IS NOT NULL GROUP BY ALL`

/** How many rows of which day each staged file has. */
export const sharesSql = (staged: readonly string[]): string => `
  SELECT filename AS path, _dt AS dt, count(*) AS rows FROM read_parquet(${paths(staged)}, filename = true)
  WHERE _reject IS NULL GROUP BY ALL`

/** Copies the rows of some days of a staged file into one of their own. */
export const sharedOutSql = (staged: string, days: readonly string[], to: string): string => `
  COPY (SELECT * FROM read_parquet(${paths([staged])}) WHERE _dt IN (${days.map(literal).join(', ')}))
  TO ${literal(to)} (FORMAT parquet, COMPRESSION snappy)`

/** The new rows of a partition, as they go into the lake. Needs the table `object` (ordinal, key) for provenance. */
export function addedRowsSql(table: Table, staged: readonly string[], dt: string): string {
  const names = Object.keys(table.columns)
  const columns = names.map(name =>
    name === 'source_object' ? 'o.key AS source_object' : `s.${quoted(name)}`,
  )
  const provenance = names.includes('source_object') ? 'JOIN object o ON o.ordinal = s._object' : ''
  return `SELECT ${columns.join(', ')} FROM read_parquet(${paths(staged)}) s
    JOIN accepted a ON a.object = s._object AND a.record = s._record ${provenance}
    WHERE s._dt = ${literal(dt)} AND a.dt = ${literal(dt)}`
}

/**
 * Rows of stored files without those whose place is taken. An anti join by hand: for NOT EXISTS with two conditions the
 * engine would hold the whole file in memory.
 */
export const leftRowsSql = (table: Table, scan: string): string => `
  SELECT s.* EXCLUDE (filename) FROM (${scan}) s
  ANTI JOIN (FROM accepted WHERE stored_path IS NOT NULL) a ON a.key = ${keyOf(table)} AND a.stored_path = s.filename`

/** The hour of a day as an SQL timestamp; hour 24 is the next midnight. */
const atHour = (dt: string, hour: number): string => `TIMESTAMP '${dt} 00:00:00' + INTERVAL ${hour} HOUR`

/** A value in the type of its column: the engine reads milliseconds back as microseconds, and would write those. */
export const typed = (table: Table, name: string, value = quoted(name)): string =>
  `CAST(${value} AS ${duckdbType((table.columns[name] as Column).type)}) AS ${quoted(name)}`

/** A writer holds a whole row group of all columns in memory, and there is one in each lane. */
const ROW_GROUP_ROWS = 16_384

/**
 * Writes rows as a data file, those of the given hours. As they arrived, which is nearly the order of time: a file
 * has few row groups, so sorting it would spare a reader little.
 */
export function writeSql(table: Table, rows: string, dt: string, slice: Slice, to: string): string {
  const time = quoted(table.partition.dt)
  // A range of times, not a function of the hour: ranges are pushed down to the row groups.
  const columns = Object.keys(table.columns).map(name => typed(table, name))
  return `COPY (SELECT ${columns.join(', ')} FROM (${rows})
      WHERE ${time} >= ${atHour(dt, slice.from_hour)} AND ${time} < ${atHour(dt, slice.to_hour)})
    TO ${literal(to)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE ${ROW_GROUP_ROWS})`
}

/** Writes the rows of a child table that come out of one file of its parent. */
export function explodeSql(child: Table, parentFile: string, to: string): string {
  // A list may hold nulls, and a contact without an id: the parent keeps them, here they would be rows without a key.
  const required = Object.keys(child.columns).filter(name => child.columns[name]?.required)
  const lists = Object.entries(child.explode?.lists ?? {}).map(([list, word]) => {
    const columns = Object.entries(child.columns).map(([name, { from }]) => {
      const [of, field] = String(from).split('.')
      const value =
        of === 'list'
          ? literal(word)
          : of === 'parent'
            ? quoted(field ?? '')
            : `element.${quoted(field ?? '')}`
      return typed(child, name, value)
    })
    return `SELECT ${columns.join(', ')} FROM (
      SELECT *, unnest(${elementsOf(child, list)}) AS element FROM read_parquet(${literal(parentFile)}))
      WHERE ${required.map(name => `${quoted(name)} IS NOT NULL`).join(' AND ')}`
  })
  return `COPY (${lists.join(' UNION ALL ')})
    TO ${literal(to)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 61440)`
}

/** A map is exploded entry by entry, a list as it is. */
const elementsOf = (child: Table, list: string): string =>
  Object.values(child.columns).some(({ from }) => from === 'element.key')
    ? `map_entries(${quoted(list)})`
    : quoted(list)
