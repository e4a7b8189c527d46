import { string } from '../type.ts'

/** Where a row came from: what an answer to "why is this number what it is?" ends at. */
export const provenance = {
  source_object: {
    type: string,
    doc: 'Key, under the raw root, of the object the row was read from. Filled by the lake.',
  },
} as const
