import type { PageVisual } from '../../local/model.ts'
import type { Row } from '../../local/rows.ts'
import type { Parameter } from '../../spec/parameter.ts'
import type { VisualKind } from '../../spec/wells.ts'
import type { Look } from '../look.ts'
import type { IsPicked, OnPick } from '../pick.ts'
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
  readonly pick?: ((series: number, more?: boolean) => void) | undefined
  /** It was picked. */
  readonly isPicked?: boolean
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
  readonly onPick: OnPick | undefined
  /** Tells the rows that were picked here from those that step back; undefined where nothing was. */
  readonly isPicked?: IsPicked | undefined
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

/** What a click on the mark of a row does, if anything; and whether it was picked. */
export const pickOf = (
  row: Row | undefined,
  { onPick, isPicked }: Setting,
): Pick<Point, 'pick' | 'isPicked'> => ({
  pick: onPick && row ? (_, more) => onPick(row, more) : undefined,
  ...(row && isPicked?.(row) && { isPicked: true }),
})

/** What steps back behind marks that were picked. */
export const BEHIND = 0.25

/** Whether the mark of a row, or of all of these, steps back behind those that were picked. */
export const isBehind = ({ isPicked }: Setting, ...rows: readonly (Row | undefined)[]): boolean =>
  isPicked !== undefined && !rows.some(row => row && isPicked(row))

/** How such a mark is drawn; no other is drawn otherwise. */
export const behind = (setting: Setting, ...rows: readonly (Row | undefined)[]) =>
  isBehind(setting, ...rows) ? { opacity: BEHIND } : {}

/** How its words are written: they stay readable. */
export const labelBehind = (setting: Setting, ...rows: readonly (Row | undefined)[]) =>
  isBehind(setting, ...rows) ? { color: setting.look.tokens.ink_muted, opacity: 1 } : {}
