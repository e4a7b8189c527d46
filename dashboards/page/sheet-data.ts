import { tableFromIPC } from 'apache-arrow'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Settings } from '../local/address.ts'
import type { Days } from '../local/days.ts'
import { drilled } from '../local/drill.ts'
import type { PageSheet, PageVisual } from '../local/model.ts'
import { type Row, rowsOf } from '../local/rows.ts'
import { shownRows } from '../local/shown.ts'
import type { Frame, Problem } from '../local/stream.ts'
import { getFrames, problemFrom } from './server.ts'

/** The rows of a visual, with the days that they are about. */
export interface Rows {
  readonly rows: readonly Row[]
  readonly days: Days
  readonly previous: Days | null
}

/** What is shown of a visual: at the level for which the rows were asked. */
export type VisualResult =
  | ({ readonly type: 'rows'; readonly visual: PageVisual } & Rows)
  | { readonly type: 'problem'; readonly problem: Problem }

/** What is known of a sheet so far. While a new answer is awaited, the old one stays. */
export interface SheetData {
  /** Number of the commit that answered. */
  readonly seq: number | undefined
  readonly days: Days | null
  /** Until when the data is complete, by the clocks of the business, as ISO 8601; null when that is not known. */
  readonly complete_to: string | null
  /** By id of the visual. */
  readonly results: ReadonlyMap<string, VisualResult>
  readonly pending: boolean
  /** The question that was answered last, if only by a problem; and the one that the results are an answer to. */
  readonly answered: string | undefined
  readonly shown: string | undefined
  /** The lake has no rows at all. */
  readonly empty: boolean
  /** Why there is no answer at all. */
  readonly problem: Problem | undefined
}

const nothing: SheetData = {
  seq: undefined,
  days: null,
  complete_to: null,
  results: new Map(),
  pending: true,
  answered: undefined,
  shown: undefined,
  empty: false,
  problem: undefined,
}

function decode(
  { visuals }: PageSheet,
  drills: Settings['drills'],
  { head, body }: Frame,
  days: Days | null,
  previous: Days | null,
) {
  if (head.type === 'sheet' || !days) return []
  if (head.type === 'problem')
    return head.visuals.map(id => [id, { type: 'problem', problem: head.problem }] as const)
  const table = tableFromIPC(body)
  return visuals
    .filter(({ id }) => head.visuals.includes(id))
    .map(each => {
      const visual = drilled(each, drills[each.id] ?? [])
      const rows = shownRows(visual, rowsOf(table, visual.fields), days, previous)
      return [visual.id, { type: 'rows', visual, rows, days, previous }] as const
    })
}

/** The frames that were the last answer to a question. */
interface Known {
  path: string
  bodies: Map<string, Uint8Array>
}

const isSame = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, i) => byte === b[i])

/** Whether the same question was given the same answer before. Remembers it. */
function isKnown(known: Known, path: string, { head, body }: Frame): boolean {
  const asked = head.type === 'sheet' ? `${path} ${head.days?.from} ${head.days?.to}` : known.path
  if (asked !== known.path) {
    known.path = asked
    known.bodies.clear()
  }
  if (head.type === 'sheet') return false
  const key = head.visuals.join(' ')
  const before = known.bodies.get(key)
  if (head.type === 'result') known.bodies.set(key, body)
  else known.bodies.delete(key)
  return head.type === 'result' && before !== undefined && isSame(before, body)
}

/**
 * Follows the answer to a question about a sheet.
 * @param drills How far down its visuals show, as the question says.
 * @param path The question; another one ends this.
 * @param round Asks again when it changes.
 */
export function useSheetData(
  sheet: PageSheet,
  drills: Settings['drills'],
  path: string,
  round: number,
): SheetData {
  const [data, setData] = useState(nothing)
  const known = useRef<Known>({ path: '', bodies: new Map() })
  useEffect(() => {
    const abort = new AbortController()
    const follow = async (): Promise<void> => {
      let days: Days | null = null
      let previous: Days | null = null
      setData(before => ({ ...before, pending: true }))
      for await (const frame of getFrames(path, abort.signal)) {
        if (frame.head.type === 'sheet') {
          const { seq, complete_to } = frame.head
          days = frame.head.days
          previous = frame.head.previous
          setData(before => ({
            ...before,
            ...{ seq, days, complete_to, empty: days === null, problem: undefined },
          }))
        }
        // What has not changed is not drawn anew.
        if (isKnown(known.current, path, frame)) continue
        const decoded = decode(sheet, drills, frame, days, previous)
        if (decoded.length > 0)
          setData(before => ({ ...before, results: new Map([...before.results, ...decoded]) }))
      }
      setData(before => ({ ...before, pending: false, answered: path, shown: path }))
    }
    follow().catch(error => {
      if (!abort.signal.aborted)
        setData(before => ({ ...before, pending: false, answered: path, problem: problemFrom(error) }))
    })
    return () => abort.abort()
  }, [sheet, path, round])
  // The first time that another question is drawn, it has not been asked yet.
  return data.answered === path ? data : { ...data, pending: true }
}
