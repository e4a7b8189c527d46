import {
  seesPersonalData,
  viewerOf,
  viewersIn,
  viewerText,
  visibleRows,
} from '../../dashboards/access/access.ts'
import type { VisibleRows } from '../../dashboards/local/scope.ts'
import type { Dashboard } from '../../dashboards/normal/dashboard.ts'
import type { Filter } from '../../dashboards/normal/filters.ts'
import { isPersonal, personalColumns } from '../../dashboards/normal/personal.ts'
import type { Visual } from '../../dashboards/normal/visual.ts'
import { LakeError } from '../../schema/error.ts'
import type { Access } from '../../sql/access.ts'

/** What somebody who looks at the dashboards may see. */
export interface Eyes {
  /** Tells answers for different eyes apart. */
  readonly key: string
  /** The viewers that the rules name. */
  readonly viewers: readonly string[]
  readonly rows: VisibleRows
  /** The filters of a dashboard that these eyes can set: who may not see personal data cannot filter by it. */
  filters(dashboard: Dashboard): readonly Filter[]
  /** Throws a `LakeError` where a visual shows what these eyes may not see. */
  check(visual: Visual): void
}

/** Of who runs this on his own machine: he can read the lake anyway. */
const owner = (access: Access): Eyes => ({
  key: '',
  viewers: viewersIn(access).map(viewerText),
  rows: () => [],
  filters: ({ filters }) => filters,
  check() {},
})

/**
 * The eyes that are asked for, as `user:NAME` or `group:NAME`; the owner's where nobody is named.
 * @throws LakeError for somebody whom no rule names.
 */
export function eyesOf(access: Access, as: string | undefined): Eyes {
  const all = owner(access)
  if (as === undefined) return all
  const viewer = viewerOf(as)
  if (!viewer || !all.viewers.includes(as))
    throw new LakeError({
      what: 'no rule names this viewer, who would see nothing',
      value: as,
      allowed: all.viewers.join(', ') || 'none: the configuration has no access rules',
      remedy: 'view as one of these, or add a rule under access in the configuration',
    })
  const personal_data = seesPersonalData(access, viewer)
  return {
    key: as,
    viewers: all.viewers,
    filters: ({ filters }) => filters.filter(filter => personal_data || !isPersonal(filter)),
    rows(data) {
      const condition = visibleRows(data, access, viewer)
      return condition === undefined ? [] : [condition]
    },
    check(visual) {
      const shown = personal_data ? [] : personalColumns(visual)
      if (shown.length > 0)
        throw new LakeError({
          what: 'this shows personal data, which the viewer may not see',
          value: shown.join(', '),
          remedy: 'set personal_data in the access rule of those who may',
        })
    },
  }
}
