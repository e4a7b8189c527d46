import type { FilterControl, ParameterControl } from '@aws-sdk/client-quicksight'
import type { Filter } from '../../normal/filters.ts'
import type { Context } from './context.ts'
import { followers, listedField, type Placed, sliderOf } from './filter.ts'
import { daysParametersOf, parameterName } from './parameter.ts'

/** A control of a sheet, and what it is called there. */
export type Control =
  | { readonly id: string; readonly type: 'PARAMETER_CONTROL'; readonly control: ParameterControl }
  | { readonly id: string; readonly type: 'FILTER_CONTROL'; readonly control: FilterControl }

const titled = { TitleOptions: { Visibility: 'VISIBLE' as const } }

const dayControl = (sheet: string, SourceParameterName: string): Control => {
  const id = `${sheet}-${SourceParameterName.toLowerCase()}`
  return {
    id,
    type: 'PARAMETER_CONTROL',
    control: {
      DateTimePicker: {
        ParameterControlId: id,
        Title: SourceParameterName,
        SourceParameterName,
        DisplayOptions: { ...titled, DateTimeFormat: 'YYYY-MM-DD' },
      },
    },
  }
}

function filterControl(sheet: string, filter: Filter, placed: readonly Placed[], context: Context): Control {
  const id = `${sheet}-${filter.name}`
  if (filter.kind === 'list')
    return {
      id,
      type: 'PARAMETER_CONTROL',
      control: {
        Dropdown: {
          ParameterControlId: id,
          Title: filter.label,
          SourceParameterName: parameterName(filter.name),
          Type: 'MULTI_SELECT',
          SelectableValues: { LinkToDataSetColumn: context.fields.use(listedField(filter)) },
          DisplayOptions: { ...titled, SelectAllOptions: { Visibility: 'VISIBLE' } },
        },
      },
    }
  // A filter of several sheets is set on all of them at once.
  const isAlone = new Set(followers(filter, placed, context).map(each => each.sheet)).size === 1
  const own = { FilterControlId: id, SourceFilterId: filter.name }
  return {
    id,
    type: 'FILTER_CONTROL',
    control: isAlone
      ? { Slider: { ...own, Title: filter.label, ...sliderOf(filter), DisplayOptions: titled } }
      : { CrossSheet: own },
  }
}

/** The controls of a sheet: of the days where they can be chosen, and of what any of its visuals follows. */
export function controlsOf(placed: readonly Placed[], context: Context): readonly Control[] {
  const { dashboard, sheet } = context
  const own = placed.filter(each => each.sheet === sheet.id)
  const filters = dashboard.filters.filter(filter => followers(filter, own, context).length > 0)
  return [
    ...Object.values(daysParametersOf(dashboard)).map(name => dayControl(sheet.id, name)),
    ...filters.map(filter => filterControl(sheet.id, filter, placed, context)),
    ...dashboard.parameters
      .filter(({ name }) => sheet.parameters.includes(name))
      .map(({ name, label, min, max }): Control => {
        const id = `${sheet.id}-${name}`
        return {
          id,
          type: 'PARAMETER_CONTROL',
          control: {
            Slider: {
              ParameterControlId: id,
              Title: label,
              SourceParameterName: parameterName(name),
              MinimumValue: min,
              MaximumValue: max,
              StepSize: 1,
              DisplayOptions: titled,
            },
          },
        }
      }),
  ]
}
