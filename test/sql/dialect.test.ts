import { duckdbEngine } from '../../lake/engine/duckdb.ts'
import { emptyState } from '../../lake/log/state.ts'
import { memoryStorage } from '../../lake/storage/memory.ts'
import { prelude } from '../../sql/prelude.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { dialectContract } from './dialect.contract.ts'

const folder = temporaryFolder()

dialectContract('duckdb', () =>
  duckdbEngine(
    memoryStorage(folder, () => 0),
    emptyState,
    { prelude, views: [], memory_bytes: 256 * 1024 * 1024, scratch: folder },
  ),
)
