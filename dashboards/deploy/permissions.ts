import type { ResourcePermission } from '@aws-sdk/client-quicksight'
import type { PermissionChange } from './assets/asset.ts'

const byPrincipal = (all: readonly ResourcePermission[]): ReadonlyMap<string, readonly string[]> =>
  new Map(all.map(({ Principal = '', Actions = [] }) => [Principal, Actions]))

/**
 * What brings permissions to those that are wanted; undefined where nothing has to change. Groups are for the settings
 * to say, so one that is not wanted loses what it has; single users with whom somebody has shared by hand keep it.
 */
export function permissionChange(
  wanted: readonly ResourcePermission[],
  shown: readonly ResourcePermission[],
): PermissionChange | undefined {
  const [next, now] = [byPrincipal(wanted), byPrincipal(shown)]
  const grants = [...next].flatMap(([Principal, actions]) => {
    const has = now.get(Principal) ?? []
    return actions.every(action => has.includes(action)) ? [] : [{ Principal, Actions: [...actions] }]
  })
  const revokes = [...now].flatMap(([Principal, actions]) => {
    const keeps = next.get(Principal) ?? (Principal.includes(':group/') ? [] : actions)
    const more = actions.filter(action => !keeps.includes(action))
    return more.length > 0 ? [{ Principal, Actions: more }] : []
  })
  if (grants.length + revokes.length === 0) return undefined
  return {
    ...(grants.length > 0 && { GrantPermissions: grants }),
    ...(revokes.length > 0 && { RevokePermissions: revokes }),
  }
}
