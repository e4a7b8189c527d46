import type {
  Visual as QuickSightVisual,
  VisualCustomAction,
  VisualCustomActionOperation,
} from '@aws-sdk/client-quicksight'
import type { Dashboard } from '../../normal/dashboard.ts'
import type { Resolved, Visual } from '../../normal/visual.ts'
import { measuresIn } from '../../normal/wells-in.ts'
import type { Dimension } from '../../spec/dataset.ts'
import type { SheetPlace } from '../../spec/visual.ts'
import type { Link } from '../../spec/wells.ts'
import { assetId } from '../place.ts'
import type { Context } from './context.ts'
import { dimensionField } from './field.ts'
import { follows } from './follows.ts'
import { daysParametersOf, parameterName } from './parameter.ts'
import { fieldId } from './well.ts'

/** A dimension of a visual that can be clicked on. */
export type Click = Dimension

const action = (
  CustomActionId: string,
  Name: string,
  Trigger: 'DATA_POINT_CLICK' | 'DATA_POINT_MENU',
  operation: VisualCustomActionOperation,
): VisualCustomAction => ({
  CustomActionId,
  Name,
  Status: 'ENABLED',
  Trigger,
  ActionOperations: [operation],
})

/** A click on a value filters the other visuals of the sheet by it: those that the filter of that column acts on. */
function crossFilter(visual: Visual, context: Context, clicks: readonly Click[]) {
  const filtered = clicks.flatMap(({ name }) => {
    const filter = context.dashboard.filters.find(each => each.kind === 'list' && each.column === name)
    return filter && follows(visual, filter, context) ? [{ name, filter }] : []
  })
  const others = context.sheet.visuals.filter(
    each => each.id !== visual.id && filtered.some(({ filter }) => follows(each, filter, context)),
  )
  if (others.length === 0) return []
  return [
    action(`filter-${visual.id}`, 'Filter by this value', 'DATA_POINT_CLICK', {
      FilterOperation: {
        SelectedFieldsConfiguration: { SelectedFields: filtered.map(({ name }) => fieldId(visual, name)) },
        TargetVisualsConfiguration: {
          SameSheetTargetVisualConfiguration: { TargetVisuals: others.map(({ id }) => id) },
        },
      },
    }),
  ]
}

/**
 * A visual whose clicks act on all that the visuals of the page became: a number and the line below it are two of QuickSight's.
 * @param idsOf the visuals of QuickSight, by the visual of the page
 */
export function withCompanions(
  visual: QuickSightVisual,
  idsOf: ReadonlyMap<string, readonly string[]>,
): QuickSightVisual {
  const whole = (value: unknown, key = ''): unknown => {
    if (Array.isArray(value))
      return key === 'TargetVisuals'
        ? value.flatMap((id: string) => idsOf.get(id) ?? [id])
        : value.map(each => whole(each))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, whole(each, name)]))
  }
  return whole(visual) as QuickSightVisual
}

/** What a viewer has set and an address can carry: the days, the values of lists, and numbers such as targets. */
const listsAndParameters = ({ filters, parameters }: Dashboard): readonly { readonly name: string }[] => [
  ...filters.filter(({ kind }) => kind === 'list'),
  ...parameters,
]

/** The address of a sheet of another dashboard, with the days and the filters that are set here. */
function sheetAddress({ dashboard: id, sheet }: SheetPlace, { dashboard, place }: Context): string {
  const dashboardId = assetId(place, id)
  const names = [
    ...Object.values(daysParametersOf(dashboard)),
    ...listsAndParameters(dashboard).map(({ name }) => parameterName(name)),
  ]
  const set = names.map(name => `p.${name}=<<$${name}>>`).join('&')
  return `https://${place.region}.quicksight.aws.amazon.com/sn/dashboards/${dashboardId}/sheets/${dashboardId}_${sheet}#${set}`
}

/** Leads to the same visual of the local page, with what is set here, where its number is followed back to records. */
function openWhy(visual: Visual, { dashboard, sheet, page_url }: Context): readonly VisualCustomAction[] {
  const isOfPage = sheet.visuals.some(({ id }) => id === visual.id)
  if (page_url === undefined || !isOfPage || measuresIn(visual).length === 0) return []
  const set = [
    ...Object.entries(daysParametersOf(dashboard)),
    ...listsAndParameters(dashboard).map(({ name }) => [name, parameterName(name)] as const),
  ].map(([name, parameter]) => `${name}=<<$${parameter}>>`)
  return [
    action(`why-${visual.id}`, 'Why this number', 'DATA_POINT_MENU', {
      URLOperation: {
        URLTemplate: `${page_url}/why/${dashboard.id}/${visual.id}?${set.join('&')}`,
        URLTarget: 'NEW_TAB',
      },
    }),
  ]
}

/** Leads to the sheet where more is to be seen. */
function openSheet(visual: Visual, context: Context): readonly VisualCustomAction[] {
  const { opens } = visual
  if (!opens) return []
  const name = `Open ${context.titleOf(opens.dashboard, opens.sheet)}`
  const operation: VisualCustomActionOperation =
    opens.dashboard === context.dashboard.id
      ? { NavigationOperation: { LocalNavigationConfiguration: { TargetSheetId: opens.sheet } } }
      : { URLOperation: { URLTemplate: sheetAddress(opens, context), URLTarget: 'SAME_TAB' } }
  return [action(`open-${visual.id}`, name, 'DATA_POINT_MENU', operation)]
}

/** What a click on a visual does, and what its menu offers. */
export const clickActions = (
  visual: Visual,
  context: Context,
  clicks: readonly Click[],
): VisualCustomAction[] => [
  ...crossFilter(visual, context, clicks),
  ...openSheet(visual, context),
  ...openWhy(visual, context),
]

/** Leads from a value of a table to an address that holds it. */
export const linkActions = (visual: Visual, links: readonly Link<Resolved>[]): VisualCustomAction[] =>
  links.map(({ of, to, title }) =>
    action(`link-${visual.id}-${of.name}`, title, 'DATA_POINT_MENU', {
      URLOperation: {
        URLTemplate: to.replaceAll('{}', `<<${dimensionField(visual.data, of).name}>>`),
        URLTarget: 'NEW_TAB',
      },
    }),
  )
