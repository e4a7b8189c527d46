import type {
  CalculatedColumn,
  ColumnLevelPermissionRule,
  CreateDataSetCommandInput,
  InputColumn,
  PhysicalTable,
} from '@aws-sdk/client-quicksight'
import { isOf, type Request } from '../quicksight/request.ts'
import type { QuickSightApi } from './api.ts'
import type { Found } from './found.ts'
import { lackedMeanwhile } from './lacking.ts'
import { type AssetStep, lostColumns, planAssets } from './plan.ts'
import { columnsRead, tableOfBoth } from './table-of-both.ts'

type DataSetInput = Partial<CreateDataSetCommandInput>

/** The one table or text that a data set of ours reads, by its name in the request. */
function tableOf({ PhysicalTableMap = {} }: DataSetInput): readonly [string, PhysicalTable] | undefined {
  const [first, ...more] = Object.entries(PhysicalTableMap)
  return more.length === 0 ? first : undefined
}

/** Columns that are made with a data set, in either form of preparation. */
const madeIn = ({ DataPrepConfiguration, LogicalTableMap }: DataSetInput): readonly CalculatedColumn[] => [
  ...Object.values(DataPrepConfiguration?.TransformStepMap ?? {}).flatMap(
    ({ CreateColumnsStep }) => CreateColumnsStep?.Columns ?? [],
  ),
  ...Object.values(LogicalTableMap ?? {}).flatMap(({ DataTransforms = [] }) =>
    DataTransforms.flatMap(({ CreateColumnsOperation }) => CreateColumnsOperation?.Columns ?? []),
  ),
]

/** The same value, with more columns wherever columns are made. */
function withMade<T>(value: T, more: readonly CalculatedColumn[]): T {
  if (Array.isArray(value)) return value.map(each => withMade(each, more)) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) =>
      name === 'CreateColumnsStep' || name === 'CreateColumnsOperation'
        ? [name, { ...each, Columns: [...each.Columns, ...more] }]
        : [name, withMade(each, more)],
    ),
  ) as T
}

/** Who alone sees columns now sees them alone for as long as they stay. */
const rulesOf = (
  { ColumnLevelPermissionRules = [] }: DataSetInput,
  lost: readonly string[],
): readonly ColumnLevelPermissionRule[] =>
  ColumnLevelPermissionRules.flatMap(({ ColumnNames = [], Principals }) => {
    const own = ColumnNames.filter(name => lost.includes(name))
    return own.length > 0 ? [{ ColumnNames: own, Principals }] : []
  })

/** By what a column is told from others: in the form of before, columns that are read have no id. */
function marks(column: InputColumn | CalculatedColumn): { readonly name: string; readonly id: string } {
  const [name = '', id] =
    'Expression' in column ? [column.ColumnName, column.ColumnId] : [column.Name, column.Id ?? column.Name]
  return { name: name.toLowerCase(), id: id ?? name }
}

/**
 * A data set as it is wanted, with the columns beside that it would lose. Undefined where it cannot be both: what it loses is
 * read elsewhere, it is prepared in the other form, or a column changes its type.
 */
function widened(
  request: Request<'CreateDataSet'>,
  shown: DataSetInput,
): Request<'CreateDataSet'> | undefined {
  const { input } = request
  const [next, now] = [tableOf(input), tableOf(shown)]
  if (!next || !now) return undefined
  if (Boolean(input.LogicalTableMap) !== Boolean(shown.LogicalTableMap)) return undefined
  const lost = new Set(lostColumns(request, { shown } as Found))
  const [key, table] = [next[0], tableOfBoth(next[1], now[1], lost)]
  if (!table) return undefined
  const [made, madeNow] = [madeIn(input), madeIn(shown)]
  const moreMade = madeNow.filter(({ ColumnName = '' }) => lost.has(ColumnName))
  const all = [...columnsRead(table), ...made, ...moreMade].map(marks)
  // Data sets do not tell large letters from small ones.
  for (const each of ['name', 'id'] as const)
    if (new Set(all.map(marked => marked[each])).size < all.length) return undefined
  // Only what makes columns already can make more of them.
  if (moreMade.length > 0 && made.length === 0) return undefined
  const own = rulesOf(shown, [...lost])
  const rules = [...(input.ColumnLevelPermissionRules ?? []), ...own]
  return {
    ...request,
    input: {
      ...withMade(input, moreMade),
      PhysicalTableMap: { [key]: table },
      ...(rules.length > 0 && { ColumnLevelPermissionRules: rules }),
    },
  }
}

/**
 * The same steps, but that data sets keep the columns that viewers see until they see what does without: such a data set
 * is changed twice, first to what it was and is to be, and at the end to what it is to be. Where it cannot be both, it is
 * changed once, and viewers can see visuals fail until the new versions are shown.
 */
export async function withoutGaps(
  api: QuickSightApi,
  steps: readonly AssetStep[],
): Promise<readonly AssetStep[]> {
  if (steps.some(({ refusal }) => refusal) || (await lackedMeanwhile(api, steps)).length === 0) return steps
  const last: AssetStep[] = []
  const all = steps.flatMap((step): readonly AssetStep[] => {
    const { request, before, sharing: _, differences: __, ...about } = step
    if (!isOf('CreateDataSet')(request) || lostColumns(request, before).length === 0 || !before) return [step]
    const wide = widened(request, before.shown as DataSetInput)
    if (!wide || lostColumns(wide, before).length > 0) return [step]
    last.push({ ...about, request, before, reason: 'without what viewers see no more' })
    const [first] = planAssets(
      [wide],
      new Map([[`CreateDataSet.${wide.id}`, before]]),
      api.place,
      new Map(),
      {
        ...{ replace: true, breaking: true, unprotect: true },
      },
    )
    return first && first.action !== 'keep'
      ? [{ ...first, reason: `${first.reason}; keeps what viewers see for now` }]
      : []
  })
  return [...all, ...last]
}
