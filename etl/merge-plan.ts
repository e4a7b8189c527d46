/** A file of a partition, as far as planning cares. */
export interface StoredFile {
  readonly name: string
  readonly rows: number
}

/** Rows of a partition that a commit adds, by hour of the day (UTC). */
export interface Added {
  readonly dt: string
  readonly hour: number
  readonly rows: number
}

/** Rows of a stored file whose place is taken by newer ones, here or in another partition. */
export interface Removed {
  readonly dt: string
  readonly file: string
  readonly rows: number
}

/** A file to be written, with the rows of these hours: `from_hour` included, `to_hour` not. */
export interface Slice {
  readonly from_hour: number
  readonly to_hour: number
}

/** What becomes of one partition. */
export type PartitionPlan<F extends StoredFile = StoredFile> =
  /** Files without a replaced row stay, the others are written again without them, new rows make further files. */
  | {
      readonly kind: 'append'
      readonly dt: string
      readonly keep: readonly F[]
      readonly rewrite: readonly F[]
      readonly add: readonly Slice[]
    }
  /** Too many files: all rows are written again, in slices. */
  | {
      readonly kind: 'compact'
      readonly dt: string
      readonly from: readonly F[]
      readonly add: readonly Slice[]
    }
  /** The partition is too large to be fetched: where it lies, all rows that stay are written again, new ones locally. */
  | {
      readonly kind: 'in-place'
      readonly dt: string
      readonly from: readonly F[]
      /** How many rows stay. */
      readonly rows: number
      readonly add: readonly Slice[]
    }
  /** No row is left. */
  | { readonly kind: 'drop'; readonly dt: string }

export interface MergeLimits {
  readonly slice_rows: number
  readonly extra_files: number
  readonly in_place_files: number
}

/**
 * What files of a partition may be touched one by one: each with those of child tables that have its rows; or only all
 * of them together, because another engine has written them; or only all of them, and not on this machine.
 */
export type Grip = 'each' | 'all' | 'in-place'

/** Numbers of slices that cut a day into whole hours. */
const SLICE_COUNTS = [1, 2, 3, 4, 6, 8, 12, 24]

/** How many slices so many rows need. */
function sliceCount(rows: number, slice_rows: number): number {
  const wanted = Math.ceil(rows / slice_rows)
  return SLICE_COUNTS.find(count => count >= wanted) ?? 24
}

/** The slices of a day, without those in which no row falls. */
function slices(byHour: ReadonlyMap<number, number>, count: number): readonly Slice[] {
  const hours = 24 / count
  return Array.from({ length: count }, (_, i) => ({ from_hour: i * hours, to_hour: (i + 1) * hours })).filter(
    ({ from_hour, to_hour }) => [...byHour.keys()].some(hour => hour >= from_hour && hour < to_hour),
  )
}

const sum = (numbers: Iterable<number>): number => [...numbers].reduce((a, b) => a + b, 0)

function planPartition<F extends StoredFile>(
  dt: string,
  files: readonly F[],
  added: readonly Added[],
  removed: readonly Removed[],
  limits: MergeLimits,
  grip: Grip,
): PartitionPlan<F> {
  const byHour = new Map(added.map(({ hour, rows }) => [hour, rows]))
  const gone = new Map(removed.map(({ file, rows }) => [file, rows]))
  const left = files.filter(file => file.rows > (gone.get(file.name) ?? 0))
  const newRows = sum(byHour.values())
  const rows = sum(left.map(file => file.rows - (gone.get(file.name) ?? 0))) + newRows
  if (rows === 0) return { kind: 'drop', dt }
  const add = slices(byHour, sliceCount(newRows, limits.slice_rows))
  const needed = sliceCount(rows, limits.slice_rows)
  const most = grip === 'in-place' ? limits.in_place_files : needed + limits.extra_files
  const all_again = (grip !== 'each' && gone.size > 0) || left.length + add.length > most
  if (left.length > 0 && all_again && grip === 'in-place')
    return { kind: 'in-place', dt, from: left, rows: rows - newRows, add }
  if (left.length > 0 && all_again) {
    // Which hours the stored rows fall into is not known here: a slice may turn out empty and is then left out.
    const all = new Map(Array.from({ length: 24 }, (_, hour) => [hour, 1]))
    return { kind: 'compact', dt, from: left, add: slices(all, needed) }
  }
  return {
    kind: 'append',
    dt,
    keep: left.filter(file => !gone.has(file.name)),
    rewrite: left.filter(file => gone.has(file.name)),
    add,
  }
}

/**
 * Plans the new version of every partition that gains or loses a row.
 * @param grips of the days of which files cannot be touched one by one
 */
export function planMerge<F extends StoredFile>(
  stored: Readonly<Record<string, readonly F[]>>,
  added: readonly Added[],
  removed: readonly Removed[],
  limits: MergeLimits,
  grips: ReadonlyMap<string, Grip> = new Map(),
): readonly PartitionPlan<F>[] {
  const days = [...new Set([...added, ...removed].map(({ dt }) => dt))].sort()
  return days.map(dt =>
    planPartition(
      dt,
      stored[dt] ?? [],
      added.filter(each => each.dt === dt),
      removed.filter(each => each.dt === dt),
      limits,
      grips.get(dt) ?? 'each',
    ),
  )
}

/** The name of a file of a partition: the hours it covers when it is written, and what sets it apart from its peers. */
export const fileName = ({ from_hour, to_hour }: Slice, version: string): string =>
  `${String(from_hour).padStart(2, '0')}-${String(to_hour - 1).padStart(2, '0')}-${version}.parquet`
