import {
  attributeGrouping,
  type ContactAttribute,
  checkLabels,
  contactAttributeColumn,
} from '../sql/contact-attribute.ts'
import type { DashboardSpec } from './spec/dashboard.ts'
import type { Dataset } from './spec/dataset.ts'
import type { FilterSpec } from './spec/filter.ts'
import { isMadeName } from './spec/made-field.ts'

/** `No reason`, of the label `Reason`. */
const noneOf = ({ label }: ContactAttribute): string => `No ${label.charAt(0).toLowerCase()}${label.slice(1)}`

/** The data set with attributes as columns of its rows. */
function attributed(data: Dataset, attributes: readonly ContactAttribute[]): Dataset {
  const named = attributes.map(attribute => ({ attribute, name: contactAttributeColumn(attribute.name) }))
  const by = <T>(of: (each: (typeof named)[number]) => readonly [string, T]): Readonly<Record<string, T>> =>
    Object.fromEntries(named.map(of))
  return {
    ...data,
    view: {
      ...data.view,
      columns: {
        ...data.view.columns,
        ...by(({ name, attribute }) => [
          name,
          {
            type: 'varchar',
            doc: `Contact attribute ${attribute.name}.`,
            ...(attribute.personal && { pii: true }),
          },
        ]),
      },
    },
    dimensions: {
      ...data.dimensions,
      ...by(({ name, attribute }) => [name, { label: attribute.label, none: noneOf(attribute) }]),
    },
    groupings: {
      ...data.groupings,
      ...by(({ name, attribute }) => [
        attributeGrouping(attribute.name),
        { column: name, doc: `Contact attribute ${attribute.name}.` },
      ]),
    },
    attributes: by(({ name, attribute }) => [name, attribute]),
  }
}

/** What readers see beside the attributes of a data set: one label means one thing. */
const labelledIn = ({ dimensions, numbers, metrics }: Dataset): readonly { readonly label: string }[] => [
  ...Object.values(dimensions),
  ...Object.values(numbers),
  ...Object.values(metrics),
]

/**
 * The dashboard with a list filter for each of these attributes, on every sheet that shows contacts. What shows something
 * else, such as the time of agents, it leaves alone.
 * @throws LakeError where an attribute is called as something else on the dashboard is
 */
export function withAttributes(spec: DashboardSpec, attributes: readonly ContactAttribute[]): DashboardSpec {
  if (attributes.length === 0) return spec
  const known = new Map<string, Dataset>()
  const isOfContacts = ({ subject }: Dataset): boolean => subject.attributes_of !== undefined
  function extended<T extends { readonly data: Dataset }>(holder: T): T {
    const { data } = holder
    if (!isOfContacts(data)) return holder
    if (!known.has(data.name)) known.set(data.name, attributed(data, attributes))
    return { ...holder, data: known.get(data.name) as Dataset }
  }
  const sheets = spec.sheets.map(sheet => ({ ...sheet, visuals: sheet.visuals.map(extended) }))
  const on = sheets.filter(({ visuals }) => visuals.some(({ data }) => isOfContacts(data)))
  const [shown] = on.flatMap(({ visuals }) => visuals).filter(({ data }) => isOfContacts(data))
  if (!shown) return spec
  const own = spec.sheets.flatMap(({ visuals }) => visuals.filter(each => isOfContacts(each.data)))
  const labelled = [...spec.filters, ...spec.parameters, ...own.flatMap(({ data }) => labelledIn(data))]
  const labels = new Set(labelled.map(({ label }) => label.toLowerCase()))
  checkLabels(attributes, label => labels.has(label.toLowerCase()) || isMadeName(label))
  const dates = extended(spec.dates)
  const data = isOfContacts(dates.data) ? dates.data : shown.data
  const except = on.flatMap(({ visuals }) =>
    visuals.filter(each => !isOfContacts(each.data)).map(({ id }) => id),
  )
  return {
    ...spec,
    sheets,
    dates,
    filters: [
      ...spec.filters.map(extended),
      ...attributes.map(({ name, label, plural }): FilterSpec<'list'> => {
        const column = contactAttributeColumn(name)
        return {
          kind: 'list',
          data,
          name: column,
          label,
          plural,
          column,
          sheets: on.map(({ id }) => id),
          except,
        }
      }),
    ],
  }
}
