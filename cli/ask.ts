import type { QueryEngine } from '../lake/engine/engine.ts'
import type { LakeState } from '../lake/log/state.ts'
import { LakeError } from '../schema/error.ts'
import type { Config } from './config.ts'
import { type OpenLake, openEngine } from './lake.ts'
import { printError } from './terminal.ts'

/**
 * Opens an engine over the lake, does the work with it, and closes it. Ctrl-C stops what the engine does and ends with
 * 130.
 */
export async function asking(
  lake: OpenLake,
  config: Config,
  state: LakeState | undefined,
  work: (engine: QueryEngine) => Promise<void>,
): Promise<void> {
  const engine = await openEngine(lake, config, state)
  let interrupted = false
  const interrupt = (): void => {
    interrupted = true
    engine.interrupt()
  }
  process.once('SIGINT', interrupt)
  try {
    await work(engine)
  } catch (error) {
    if (!interrupted) throw error
  } finally {
    process.off('SIGINT', interrupt)
    engine.close()
  }
  // Also when the engine took it for the end of the result.
  if (!interrupted) return
  const [what, remedy] = ['the query was interrupted', 'run it again: what was printed is not all of it']
  printError(new LakeError({ what, remedy }), false)
  process.exitCode = 130
}
