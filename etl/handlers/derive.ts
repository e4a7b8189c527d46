import { syncCatalogs } from '../job/catalog.ts'
import { derive } from '../job/derive.ts'
import { handlerOf } from './work.ts'

/** Brings derived tables to what is committed. */
export const handler = handlerOf<object, { readonly partitions: number; readonly commit: string }>(
  'derive',
  async (_, { ports }) => {
    const { partitions, state } = await derive(ports)
    await syncCatalogs(ports.catalogs, ports.log, state)
    return { partitions, commit: state.id }
  },
)
