import type { VNode } from 'preact'
import type { PageVisual } from '../../local/model.ts'
import type { TableView } from '../../local/rows.ts'
import type { VisualKind } from '../../spec/wells.ts'
import type { IsPicked, OnPick } from '../pick.ts'
import type { Rows } from '../sheet-data.ts'

/** What a visual is drawn from. */
export interface DrawingProps<K extends VisualKind = VisualKind> {
  readonly visual: PageVisual<K>
  readonly data: Rows
  /** Until when the data is complete, ISO 8601; null when that is not known. */
  readonly complete_to: string | null
  /** How rows are narrowed and sorted, where they can be; a file of them is made the same way. */
  readonly view: TableView
  readonly onView: (view: TableView) => void
  /** What a click on the mark of a row does, if anything: the sheet narrows, or the visual goes down a level. */
  readonly onPick?: OnPick | undefined
  /** Tells the rows that were picked here from those that step back; undefined where nothing was. */
  readonly isPicked?: IsPicked | undefined
}

/** How a kind of visual is drawn. */
export type Drawing<K extends VisualKind = VisualKind> = (props: DrawingProps<K>) => VNode
