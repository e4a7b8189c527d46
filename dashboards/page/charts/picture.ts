import type { PageVisual } from '../../local/model.ts'
import type { Row } from '../../local/rows.ts'
import type { Parameter } from '../../spec/parameter.ts'
import type { VisualKind } from '../../spec/wells.ts'
import type { Look } from '../look.ts'
import type { ChartOption, TooltipComponentOption } from './echarts.ts'
import type { TooltipRow } from './tooltip.ts'

/** Where a point is drawn, as the option counts its series and their data; of flows there are ends and ways. */
export interface Mark {
  readonly series: number
  readonly data: number
  readonly type?: 'node' | 'edge'
}

/** What is said of one point of a chart: a day, a bar, a part. */
export interface Point {
  readonly title: string
  readonly rows: readonly TooltipRow[]
  readonly foot?: string
  /** By default as the point itself in the first series. */
  readonly at?: Mark
  /** What a click on its mark does, and Enter where the arrow keys have led to it; with the series that was hit. */
  readonly pick?: ((series: number) => void) | undefined
}

/** What a colour stands for. */
export interface LegendItem {
  readonly name: string
  readonly colour: string
  readonly shape?: 'line'
}

/** A scale from one colour to another. */
export interface Ramp {
  readonly colours: readonly [string, string]
  readonly ends: readonly [string, string]
  readonly label: string
}

/** A picture, and what is said of each of its points. */
export interface Picture {
  readonly option: ChartOption
  /** `axis`: the pointer chooses by its place along the axis; `item`: it has to be on the thing itself. */
  readonly trigger: 'axis' | 'item'
  /** What shows the place along the axis. */
  readonly pointer: NonNullable<TooltipComponentOption['axisPointer']>
  readonly points: readonly Point[]
  /** How many points stand side by side, where there are rows of them. */
  readonly columns?: number
  /** Where colours are not named within the picture. */
  readonly legend?: readonly LegendItem[]
  readonly ramp?: Ramp
  /** What the picture leaves out. */
  readonly note?: string
}

/** How and where a picture is drawn. */
export interface Setting {
  readonly look: Look
  readonly width_px: number
  readonly height_px: number
  /** No room for words beside the picture. */
  readonly narrow: boolean
  /** Until when the data is complete, ISO 8601; null when that is not known. */
  readonly complete_to: string | null
  /** Names in the legend that are switched off. */
  readonly hidden: ReadonlySet<string>
  /** What the viewer has set a parameter to. */
  parameter(parameter: Parameter): number
  /** What a click on the mark of a row does. */
  readonly onPick: ((row: Row) => void) | undefined
}

/** What a picture is made of. */
export interface Shown {
  readonly rows: readonly Row[]
  readonly days: { readonly from: string; readonly to: string }
}

/** Draws a kind of visual whose rows are not none. */
export type PictureOf<K extends VisualKind> = (
  visual: PageVisual<K>,
  shown: Shown,
  setting: Setting,
) => Picture

/** What a click on the mark of a row does, if anything. */
export const pickOf = (row: Row | undefined, { onPick }: Setting): Point['pick'] =>
  onPick && row ? () => onPick(row) : undefined
