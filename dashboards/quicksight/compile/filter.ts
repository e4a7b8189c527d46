import type {
  DefaultFilterControlConfiguration,
  FilterGroup,
  Filter as QuickSightFilter,
  TimeRangeFilterValue,
} from '@aws-sdk/client-quicksight'
import type { Filter } from '../../normal/filters.ts'
import type { Visual } from '../../normal/visual.ts'
import type { Dataset, Dimension } from '../../spec/dataset.ts'
import type { FilterKind } from '../../spec/filter.ts'
import { madeField } from '../../spec/made-field.ts'
import type { Unit } from '../../spec/measure.ts'
import type { Compiled, Context } from './context.ts'
import type { DaysText } from './days.ts'
import {
  dimensionField,
  type Field,
  type FieldList,
  periodField,
  periods,
  rangeField,
  viewField,
} from './field.ts'
import { follows } from './follows.ts'
import { daysParameters, parameterName } from './parameter.ts'

/** A visual of a sheet, with what it was compiled to. */
export interface Placed {
  readonly sheet: string
  readonly spec: Visual
  readonly compiled: readonly Compiled[]
}

/** Visuals of QuickSight, by the sheet that they stand on. */
interface Target {
  readonly sheet: string
  readonly data: Dataset
  readonly ids: readonly string[]
}

const group = (id: string, targets: readonly Target[], filter: QuickSightFilter): FilterGroup => {
  const sheets = [...new Set(targets.map(({ sheet }) => sheet))]
  const data = new Set(targets.map(each => each.data.name))
  return {
    FilterGroupId: id,
    Filters: [filter],
    Status: 'ENABLED',
    CrossDataset: data.size > 1 ? 'ALL_DATASETS' : 'SINGLE_DATASET',
    ScopeConfiguration: {
      SelectedSheets: {
        SheetVisualScopingConfigurations: sheets.map(SheetId => ({
          SheetId,
          Scope: 'SELECTED_VISUALS',
          VisualIds: targets.filter(({ sheet }) => sheet === SheetId).flatMap(({ ids }) => ids),
        })),
      },
    },
  }
}

/** Targets by their data sets, in the order of first use. */
function byData(targets: readonly Target[]): readonly (readonly [Dataset, readonly Target[]])[] {
  const sets = [...new Map(targets.map(({ data }) => [data.name, data])).values()]
  return sets.map(set => [set, targets.filter(({ data }) => data.name === set.name)])
}

const targetsOf = (placed: readonly Placed[], holds: (compiled: Compiled) => boolean): readonly Target[] =>
  placed.flatMap(({ sheet, spec, compiled }) => {
    const ids = compiled.filter(holds).map(({ id }) => id)
    return ids.length === 0 ? [] : [{ sheet, data: spec.data, ids }]
  })

/**
 * The days shown, as the viewer has set them, or as they are pinned: of each data set its own. What tells of now is of now whatever the days: its
 * rows are of the newest moment, which a default of today would miss as long as nothing of today has arrived.
 */
function daysGroups(
  placed: readonly Placed[],
  { dashboard, fields, days }: Pick<Context, 'dashboard' | 'fields' | 'days'>,
): readonly FilterGroup[] {
  const end = (of: keyof DaysText): TimeRangeFilterValue =>
    dashboard.dates.pinned ? { RollingDate: { Expression: days[of] } } : { Parameter: daysParameters[of] }
  const shown = byData(
    targetsOf(placed, ({ days }) => days === 'shown').filter(({ data }) => !data.is_of_now),
  ).map(([data, targets]) =>
    group(`days-${data.name}`, targets, {
      TimeRangeFilter: {
        FilterId: `days-${data.name}`,
        Column: fields.use(viewField(data, data.day)),
        RangeMinimumValue: end('from'),
        RangeMaximumValue: end('to'),
        IncludeMinimum: true,
        IncludeMaximum: true,
        TimeGranularity: 'DAY',
        NullOption: 'NON_NULLS_ONLY',
      },
    }),
  )
  const both = byData(targetsOf(placed, ({ days }) => days === 'both periods')).map(([data, targets]) =>
    group(`periods-${data.name}`, targets, {
      CategoryFilter: {
        FilterId: `periods-${data.name}`,
        Column: fields.use(periodField(data, days)),
        Configuration: {
          FilterListConfiguration: {
            MatchOperator: 'CONTAINS',
            CategoryValues: Object.values(periods),
            NullOption: 'NON_NULLS_ONLY',
          },
        },
      },
    }),
  )
  return [...shown, ...both]
}

/** The dimension that a list filters by, as the data set itself shows it. */
function listedDimension({ column, label }: Filter, data: Dataset): Dimension {
  const { none = 'None', merged, values, codes } = data.dimensions[column] ?? {}
  return {
    ...{ name: column, label: data.dimensions[column]?.label ?? label, none, merged, values, codes },
    coloured: undefined,
    type: 'varchar',
    pii: data.view.columns[column]?.pii ?? false,
  }
}

/**
 * The field by which a list filters, in the words of the data set that it names: its control lists those, and another
 * data set can have others for the same values.
 */
export function listedField(filter: Filter, data: Dataset = filter.data): Field {
  const own = listedDimension(filter, data)
  const { none, values, codes } = listedDimension(filter, filter.data)
  const field = dimensionField(data, own)
  const listed = dimensionField(data, { ...own, none, values, codes })
  return listed.expression === field.expression
    ? field
    : { ...listed, name: madeField.as_filtered(own.label) }
}

/** As far as sliders go; what is larger is reached by leaving the end open. */
const mostShown: Readonly<Record<Unit, number>> = {
  count: 1_000,
  s: 3_600,
  percent: 100,
  number: 1_000,
  bytes: 1_000_000_000,
  usd: 1_000,
  usd_per_thousand: 1_000,
}

/** The slider of a range. */
export function sliderOf({ data, column }: Filter): {
  readonly MinimumValue: number
  readonly MaximumValue: number
  readonly StepSize: number
  readonly Type: 'RANGE'
} {
  const unit = data.numbers[column]?.unit ?? 'number'
  return { MinimumValue: 0, MaximumValue: mostShown[unit], StepSize: 1, Type: 'RANGE' }
}

const crossSheetControl = (filter: Filter): DefaultFilterControlConfiguration => ({
  Title: filter.label,
  ControlOptions: { DefaultSliderOptions: sliderOf(filter) },
})

const groups: {
  readonly [K in FilterKind]: (
    filter: Filter<K>,
    targets: readonly Target[],
    fields: FieldList,
  ) => readonly FilterGroup[]
} = {
  /** By a parameter, which links between dashboards carry: one filter for each data set that has the column. */
  list: (filter, targets, fields) =>
    byData(targets).map(([data, own]) =>
      group(`${filter.name}-${data.name}`, own, {
        CategoryFilter: {
          FilterId: `${filter.name}-${data.name}`,
          Column: fields.use(listedField(filter, data)),
          Configuration: {
            CustomFilterConfiguration: {
              MatchOperator: 'EQUALS',
              ParameterName: parameterName(filter.name),
              // Nothing chosen is everything; what has no value has a word for it, which can be chosen.
              NullOption: 'ALL_VALUES',
            },
          },
        },
      }),
    ),
  /** By a control of the filter, open to begin with. */
  range(filter, targets, fields) {
    const sheets = new Set(targets.map(({ sheet }) => sheet))
    for (const [data] of byData(targets)) fields.use(rangeField(data, filter.column, filter.label))
    return [
      group(filter.name, targets, {
        NumericRangeFilter: {
          FilterId: filter.name,
          Column: fields.use(rangeField(filter.data, filter.column, filter.label)),
          SelectAllOptions: 'FILTER_ALL_VALUES',
          IncludeMinimum: true,
          IncludeMaximum: true,
          NullOption: 'NON_NULLS_ONLY',
          ...(sheets.size > 1 && { DefaultFilterControlConfiguration: crossSheetControl(filter) }),
        },
      }),
    ]
  },
}

const groupsOf = <K extends FilterKind>(
  filter: Filter<K>,
  targets: readonly Target[],
  fields: FieldList,
): readonly FilterGroup[] => {
  const write = groups[filter.kind as K]
  return targets.length === 0 ? [] : write(filter, targets, fields)
}

/** The visuals that follow a filter. */
export const followers = (
  filter: Filter,
  placed: readonly Placed[],
  context: Pick<Context, 'has_rules'>,
): readonly Placed[] => placed.filter(({ spec }) => follows(spec, filter, context))

/** Every filter of a dashboard: by days, by what the viewer has set, and what bounds the categories of one visual. */
export function filterGroups(
  context: Pick<Context, 'dashboard' | 'fields' | 'days' | 'has_rules'>,
  placed: readonly Placed[],
): FilterGroup[] {
  const { dashboard, fields } = context
  const own = placed.flatMap(({ sheet, spec, compiled }) =>
    compiled.flatMap(({ id, filters }) =>
      filters.map((filter, i) => group(`${id}-${i + 1}`, [{ sheet, data: spec.data, ids: [id] }], filter)),
    ),
  )
  return [
    ...daysGroups(placed, context),
    ...dashboard.filters.flatMap(filter =>
      groupsOf(
        filter,
        targetsOf(followers(filter, placed, context), () => true),
        fields,
      ),
    ),
    ...own,
  ]
}
