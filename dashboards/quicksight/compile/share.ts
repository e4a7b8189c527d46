import type { ResourcePermission } from '@aws-sdk/client-quicksight'
import type { Access } from '../../../sql/access.ts'
import { type RoleKind, roles } from '../permissions.ts'
import { groupArn, userArn } from '../place.ts'
import { placeOf, type QuickSightSettings, type Role } from '../settings.ts'

/** What a role gets of an asset: the whole set of a viewer or of an owner, or nothing. */
const shares: { readonly [K in RoleKind]: { readonly [R in Role]?: 'viewer' | 'owner' } } = {
  // Only who owns a data source can ask Athena anything else through it.
  datasource: { owner: 'owner' },
  // Authors make analyses of their own over the same data sets.
  dataset: { author: 'viewer', owner: 'owner' },
  theme: { viewer: 'viewer', author: 'viewer', owner: 'owner' },
  folder: { viewer: 'viewer', author: 'viewer', owner: 'owner' },
  // QuickSight has no viewers of analyses: who sees one can change it.
  analysis: { owner: 'owner' },
  dashboard: { viewer: 'viewer', author: 'viewer', owner: 'owner' },
}

/** Groups by their names, with their roles. */
export const groupsOf = ({ groups }: QuickSightSettings): readonly (readonly [string, Role])[] =>
  Object.entries(groups).sort(([a], [b]) => (a < b ? -1 : 1))

/** With whom an asset is shared: with all whom its kind is for, or with owners only. */
export function permissionsOf(
  kind: RoleKind,
  settings: QuickSightSettings,
  isOwnersOnly = false,
): ResourcePermission[] {
  const place = placeOf(settings)
  return groupsOf(settings).flatMap(([name, role]) => {
    const share = isOwnersOnly && role !== 'owner' ? undefined : shares[kind][role]
    return share ? [{ Principal: groupArn(place, name), Actions: [...roles[kind][share]] }] : []
  })
}

/**
 * Who sees columns of personal data where rules of access are in force: those whom a rule gives it. Where none does, owners
 * see it: a column is restricted to somebody.
 */
export function personalDataPrincipals(access: Access, settings: QuickSightSettings): readonly string[] {
  const place = placeOf(settings)
  const given = access
    .filter(rule => rule.personal_data === true)
    .flatMap(({ user, group }) => [
      ...(user === undefined ? [] : [userArn(place, user)]),
      ...(group === undefined ? [] : [groupArn(place, group)]),
    ])
  const owners = groupsOf(settings)
    .filter(([, role]) => role === 'owner')
    .map(([name]) => groupArn(place, name))
  return [...new Set(given.length > 0 ? given : owners)]
}
