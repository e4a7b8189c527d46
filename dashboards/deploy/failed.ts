import { LakeError } from '../../schema/error.ts'
import { nodesOf } from '../quicksight/lint/walk.ts'
import { isOf, type Request, requestName } from '../quicksight/request.ts'
import type { AssetError } from './found.ts'

interface Titled {
  readonly id: string
  readonly name: string
}

/** The sheets and visuals of a definition, by their ids, with the names that people know them by. */
function titled(request: Request): readonly Titled[] {
  const definition =
    isOf('CreateDashboard')(request) || isOf('CreateAnalysis')(request) ? request.input.Definition : undefined
  if (!definition) return []
  return [...nodesOf('DashboardVersionDefinition', definition, '')].flatMap(({ value }) => {
    const { SheetId, Name, VisualId, Title } = value as {
      readonly SheetId?: string
      readonly Name?: string
      readonly VisualId?: string
      readonly Title?: { readonly FormatText?: { readonly PlainText?: string } }
    }
    if (VisualId !== undefined)
      return [{ id: VisualId, name: `visual ${Title?.FormatText?.PlainText ?? VisualId}` }]
    return SheetId !== undefined && 'Layouts' in value
      ? [{ id: SheetId, name: `sheet ${Name ?? SheetId}` }]
      : []
  })
}

/** A path of QuickSight's, such as `sheet/overview/visual/volume`, with the names of what it leads to. */
function named(path: string, all: readonly Titled[]): string {
  const steps = path.split('/')
  const names = steps.flatMap(step => all.filter(({ id }) => id === step).map(({ name }) => name))
  return names.length > 0 ? `${names.join(', ')} (${path})` : path
}

/** What QuickSight says of an asset that it took and could not make. */
export function failureOf(request: Request, errors: readonly AssetError[]): LakeError {
  const all = titled(request)
  const lines = errors.map(({ Type, Message, ViolatedEntities = [] }) => {
    const places = ViolatedEntities.map(({ Path = '' }) => named(Path, all))
    return `${Type}${places.length > 0 ? `, ${places.join('; ')}` : ''}: ${Message}`
  })
  return new LakeError({
    what: `QuickSight could not make ${requestName(request)}`,
    value: lines.length > 0 ? lines.join('\n') : 'it does not say why',
    allowed: 'what it was made from before is shown until a version is good',
    remedy: 'mend what is named in the spec or the settings, and apply again, which goes on from there',
  })
}
