import type { Dataset } from './dataset.ts'
import type { NamesOf, VisualKind, Vocabulary, Wells } from './wells.ts'

/** Where a visual stands on the grid: columns and rows, counted from 0. */
export interface Rect {
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
}

/** The columns of the grid, as QuickSight has them. */
export const GRID_COLUMNS = 36

/** A sheet of this or another dashboard, which keeps the filters that it has, too. */
export interface SheetPlace {
  readonly dashboard: string
  readonly sheet: string
}

/** What every visual says of itself. */
export interface Caption {
  /** Unique on the dashboard; kept for ever, for targets find what they deployed by it. */
  readonly id: string
  /** States what is measured. */
  readonly title: string
  /** One line, if a reader would ask. */
  readonly subtitle?: string
  /** The question it answers, as one sentence. */
  readonly question: string
  /** The picture in words, for those who do not see it. */
  readonly alt: string
  readonly at: Rect
  /** What it means that there is nothing at all, in words; else that nothing matches what is chosen. */
  readonly none?: string
  /** Where more is to be seen. */
  readonly opens?: SheetPlace
}

/** Names of any data set: what a spec holds when nobody checked its types. */
export interface AnyNames extends Vocabulary {
  readonly day: string
  readonly dimension: string
  readonly ordered: string
  readonly measure: string
  readonly sum: string
  readonly percent: string
  readonly number: string
  readonly parameter: NamesOf<Dataset>['parameter']
}

/** A visual as a spec declares it: wells hold names, still to be looked up. */
export type VisualSpec<K extends VisualKind = VisualKind> = {
  readonly [P in K]: { readonly kind: P; readonly data: Dataset } & Caption & Wells<AnyNames>[P]
}[K]

const visual =
  <K extends VisualKind>(kind: K) =>
  <T extends Dataset>(data: T, spec: Caption & Wells<NamesOf<T>>[K]): VisualSpec<K> =>
    ({ kind, data, ...spec }) as unknown as VisualSpec<K>

export const kpi = visual('kpi')
export const gauge = visual('gauge')
export const line = visual('line')
export const bar = visual('bar')
export const combo = visual('combo')
export const pie = visual('pie')
export const table = visual('table')
export const pivot = visual('pivot')
export const heatMap = visual('heat_map')
export const funnel = visual('funnel')
export const sankey = visual('sankey')
export const histogram = visual('histogram')
export const boxPlot = visual('box_plot')
export const scatter = visual('scatter')
export const treeMap = visual('tree_map')
export const wordCloud = visual('word_cloud')
export const insight = visual('insight')

/** Words that stand on a sheet. */
export interface TextSpec {
  readonly id: string
  readonly title: string
  /** Paragraphs of plain text. */
  readonly paragraphs: readonly string[]
  readonly at: Rect
}

/** Declares a text. */
export const text = (spec: TextSpec): TextSpec => spec
