import { account } from './account.ts'
import { ofKinds } from './assets.ts'
import type { Operation } from './kind.ts'
import { refreshing } from './refreshing.ts'
import { sharing } from './sharing.ts'
import { versions } from './versions.ts'

/** What each operation does. */
export const operations: Readonly<Record<string, Operation>> = {
  ...Object.fromEntries(ofKinds),
  ...versions,
  ...refreshing,
  ...sharing,
  ...account,
}
