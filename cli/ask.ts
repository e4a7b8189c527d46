import type { QueryEngine } from '../lake/engine/engine.ts'
import { LakeError } from '../schema/error.ts'
import { tellSpent } from './spent.ts'
import { printError } from './terminal.ts'

/**
 * Does the work with an engine, and closes it. Ctrl-C stops what the engine does and ends with 130. What the questions
 * cost is told on a terminal.
 */
export async function asking(
  engine: QueryEngine,
  work: (engine: QueryEngine) => Promise<void>,
): Promise<void> {
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
    tellSpent(engine.spent?.())
    engine.close()
  }
  // Also when the engine took it for the end of the result.
  if (!interrupted) return
  const [what, remedy] = ['the query was interrupted', 'run it again: what was printed is not all of it']
  printError(new LakeError({ what, remedy }), false)
  process.exitCode = 130
}
