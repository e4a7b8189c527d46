import type { ResourcePermission } from '@aws-sdk/client-quicksight'
import type { Violation } from '../model/check.ts'
import { type RoleKind, roles } from '../permissions.ts'
import type { Operation } from '../request.ts'
import { found } from './violation.ts'

const kinds: Readonly<Partial<Record<Operation, RoleKind>>> = {
  CreateFolder: 'folder',
  CreateDataSource: 'datasource',
  CreateDataSet: 'dataset',
  CreateTheme: 'theme',
  CreateAnalysis: 'analysis',
  CreateDashboard: 'dashboard',
}

const PRINCIPAL = /^arn:aws[a-z-]*:quicksight:[a-z0-9-]+:\d{12}:(?:user|group|namespace)\/.+$/

/** Whom an asset is shared with is somebody, who gets all that a viewer or an owner needs: parts of it do not work. */
export function* permissionRules(
  operation: Operation,
  permissions: readonly ResourcePermission[],
): Generator<Violation> {
  const kind = kinds[operation]
  if (!kind) return
  for (const [i, { Principal = '', Actions = [] }] of permissions.entries()) {
    if (!PRINCIPAL.test(Principal))
      yield found(
        `Permissions[${i}].Principal`,
        'this is nobody whom an asset is shared with',
        Principal,
        'the ARN of a user, group or namespace',
      )
    const sets = Object.values(roles[kind])
    const whole = sets.some(
      set => set.length === Actions.length && set.every(action => Actions.includes(action)),
    )
    if (!whole)
      yield found(
        `Permissions[${i}].Actions`,
        'these permissions are neither those of a viewer nor those of an owner',
        Actions,
        sets.map(set => set.join(', ')).join('; or '),
      )
  }
}
