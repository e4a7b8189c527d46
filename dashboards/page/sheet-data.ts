import { tableFromIPC } from 'apache-arrow'
import { useEffect, useState } from 'preact/hooks'
import type { Days } from '../local/days.ts'
import type { PageSheet } from '../local/model.ts'
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

export type VisualResult =
  | ({ readonly type: 'rows' } & Rows)
  | { readonly type: 'problem'; readonly problem: Problem }

/** What is known of a sheet so far. While a new answer is awaited, the old one stays. */
export interface SheetData {
  /** Number of the commit that answered. */
  readonly seq: number | undefined
  readonly days: Days | null
  /** By id of the visual. */
  readonly results: ReadonlyMap<string, VisualResult>
  readonly pending: boolean
  /** The lake has no rows at all. */
  readonly empty: boolean
  /** Why there is no answer at all. */
  readonly problem: Problem | undefined
}

const nothing: SheetData = {
  seq: undefined,
  days: null,
  results: new Map(),
  pending: true,
  empty: false,
  problem: undefined,
}

function decode({ visuals }: PageSheet, { head, body }: Frame, days: Days | null, previous: Days | null) {
  if (head.type === 'sheet' || !days) return []
  if (head.type === 'problem')
    return head.visuals.map(id => [id, { type: 'problem', problem: head.problem }] as const)
  const table = tableFromIPC(body)
  return visuals
    .filter(({ id }) => head.visuals.includes(id))
    .map(visual => {
      const rows = shownRows(visual, rowsOf(table, visual.fields), days, previous)
      return [visual.id, { type: 'rows', rows, days, previous }] as const
    })
}

/**
 * Follows the answer to a question about a sheet.
 * @param path The question; another one ends this.
 * @param round Asks again when it changes.
 */
export function useSheetData(sheet: PageSheet, path: string, round: number): SheetData {
  const [data, setData] = useState(nothing)
  useEffect(() => {
    const abort = new AbortController()
    const follow = async (): Promise<void> => {
      let days: Days | null = null
      let previous: Days | null = null
      setData(before => ({ ...before, pending: true, problem: undefined }))
      for await (const frame of getFrames(path, abort.signal)) {
        if (frame.head.type === 'sheet') {
          const { seq } = frame.head
          days = frame.head.days
          previous = frame.head.previous
          setData(before => ({ ...before, seq, days, empty: days === null }))
        }
        const decoded = decode(sheet, frame, days, previous)
        if (decoded.length > 0)
          setData(before => ({ ...before, results: new Map([...before.results, ...decoded]) }))
      }
      setData(before => ({ ...before, pending: false }))
    }
    follow().catch(error => {
      if (!abort.signal.aborted)
        setData(before => ({ ...before, pending: false, problem: problemFrom(error) }))
    })
    return () => abort.abort()
  }, [sheet, path, round])
  return data
}
