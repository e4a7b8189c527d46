import { trinoEngine } from '../../lake/engine/trino.ts'
import { dialectContract } from '../sql/dialect.contract.ts'
import { sessionOf } from './registered.ts'
import { READER } from './server/configuration.ts'

dialectContract('trino', async () => trinoEngine(sessionOf(READER, 'information_schema')))
