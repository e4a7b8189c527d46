import type { QuickSightApi } from '../../dashboards/deploy/api.ts'
import type { AssetStep } from '../../dashboards/deploy/plan.ts'
import type { Request } from '../../dashboards/quicksight/request.ts'
import type { Access } from '../../sql/access.ts'
import type { Config } from '../config.ts'
import { clientOf } from '../s3.ts'
import { styled } from '../terminal.ts'
import { athenaPreflight, type Reader } from './athena-preflight.ts'
import { leftOutNotes } from './left-out.ts'
import { preflightNotes } from './preflight-notes.ts'

/** What is to be written, and where. */
interface Opened {
  readonly access: Access
  readonly api: QuickSightApi
  readonly config: Config
  readonly wanted: readonly Request[]
}

/** Throws where Athena is not as a first write needs it; gives those by whom QuickSight reads. */
export const readersOf = ({ api, wanted, config }: Omit<Opened, 'access'>): Promise<readonly Reader[]> =>
  athenaPreflight(api.place, wanted, { forcePathStyle: clientOf(config).forcePathStyle === true })

/**
 * Tells people what is known before the first write and ends nothing.
 * @param from a folder that the requests were read of, made by another configuration, maybe
 */
export async function tellNotes(
  { access, api: { place }, config, wanted }: Opened,
  { steps, readers }: { readonly steps: readonly AssetStep[]; readonly readers: readonly Reader[] },
  from: string | undefined,
  to: NodeJS.WriteStream,
): Promise<void> {
  const notes = await preflightNotes({ place, wanted, steps, readers }, config, Date.now())
  const all = [
    // Barred, not blanked: a visual that uses such a column is an error to everybody else.
    ...(access.length > 0 && !access.some(rule => rule.personal_data)
      ? [
          'No rule of access gives personal data: nobody but owners sees visuals that use it, such as those by agent.',
        ]
      : []),
    ...(from === undefined ? leftOutNotes(config.contact_attributes, access) : []),
    ...notes.map(({ text }) => text),
  ]
  for (const note of all) to.write(`${styled('yellow', '·', to)} ${note.replaceAll('\n', '\n  ')}\n`)
}
