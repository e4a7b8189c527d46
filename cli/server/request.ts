import { addressNames, readSettings, type Settings } from '../../dashboards/local/address.ts'
import type { Dashboard, Sheet } from '../../dashboards/normal/dashboard.ts'
import type { Visual } from '../../dashboards/normal/visual.ts'
import { LakeError } from '../../schema/error.ts'
import type { Access } from '../../sql/access.ts'
import { type Eyes, eyesOf } from './eyes.ts'

const listed = (ids: readonly { readonly id: string }[]): string => ids.map(({ id }) => id).join(', ')

function find<T extends { readonly id: string }>(what: string, id: string | null, among: readonly T[]): T {
  const found = among.find(each => each.id === id)
  if (found) return found
  throw new LakeError({
    what: `there is no such ${what}`,
    value: id ?? 'none named',
    allowed: listed(among),
    remedy: `name one of these as ${what}=`,
  })
}

/** The one value that may be given. */
function single(address: URLSearchParams, name: string): string | null {
  const [value = null, second] = address.getAll(name)
  if (second === undefined) return value
  throw new LakeError({
    what: `${name} is given twice`,
    value: second,
    allowed: 'once',
    remedy: 'leave one out',
  })
}

function refuseUnknown(address: URLSearchParams, known: readonly string[]): void {
  for (const name of address.keys())
    if (!known.includes(name))
      throw new LakeError({
        what: 'there is no such parameter',
        value: name,
        allowed: known.join(', '),
        remedy: 'leave it out, or write it as one of these',
      })
}

function groupPart(text: string): readonly [string, string | null] {
  const at = text.indexOf(':')
  return at < 0 ? [text, null] : [text.slice(0, at), text.slice(at + 1)]
}

/** What a question about a dashboard asks; each function throws a `LakeError` for a value that cannot be. */
export interface DashboardRequest {
  readonly dashboard: Dashboard
  readonly settings: Settings
  /** With whose eyes it is looked at. */
  readonly eyes: Eyes
  sheet(): Sheet
  visual(): Visual
  /** Ids of visuals that show every category. */
  all(): readonly string[]
  /** Values by column, as `group=<column>:<value>` gives them; `group=<column>` for rows without a value. */
  group(): Readonly<Record<string, string | null>>
  text(name: string): string | undefined
}

/**
 * Reads the parameters of a question.
 * @param own Names of those that it has besides the dashboard and its filters.
 */
export function readRequest(
  { dashboards, access }: { readonly dashboards: readonly Dashboard[]; readonly access: Access },
  address: URLSearchParams,
  own: readonly ('sheet' | 'visual' | 'all' | 'search' | 'sort' | 'order' | 'measure' | 'group')[],
): DashboardRequest {
  const dashboard = find('dashboard', single(address, 'dashboard'), dashboards)
  refuseUnknown(address, ['dashboard', 'as', ...own, ...addressNames(dashboard)])
  const visuals = dashboard.sheets.flatMap(sheet => sheet.visuals)
  const eyes = eyesOf(access, single(address, 'as') ?? undefined)
  return {
    dashboard,
    // A choice that these eyes cannot make stays in the address, for others, and chooses nothing.
    settings: readSettings({ ...dashboard, filters: eyes.filters(dashboard) }, address),
    eyes,
    sheet: () => find('sheet', single(address, 'sheet'), dashboard.sheets),
    visual: () => find('visual', single(address, 'visual'), visuals),
    all: () => address.getAll('all').map(id => find('visual', id, visuals).id),
    group: () => Object.fromEntries(address.getAll('group').map(groupPart)),
    text: name => single(address, name) ?? undefined,
  }
}
