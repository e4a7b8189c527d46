import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { checkRequests } from '../../dashboards/quicksight/check.ts'
import { requestsOf } from '../../dashboards/quicksight/files.ts'
import type { Request } from '../../dashboards/quicksight/request.ts'

/**
 * The requests of a folder that `dashboards compile` wrote, and maybe others have changed.
 * @throws LakeError for what QuickSight would not take, or not show as meant
 */
export async function requestsFrom(folder: string): Promise<readonly Request[]> {
  const names = (await readdir(folder)).sort()
  const files = names.map(async name => ({ name, text: await readFile(join(folder, name), 'utf8') }))
  const requests = requestsOf(await Promise.all(files))
  checkRequests(requests)
  return requests
}
