import { concatenated, contactRecord } from '../fixture/record.ts'
import { writeTree } from '../fixture/tree.ts'

const newer = (id: string, day: number) =>
  contactRecord({ id, updated: `2025-07-0${day}T00:00:00Z`, attributes: { version: String(day) } })

const one = ['a', 'b', 'c'].map(id => contactRecord({ id }))
const two = [one[0], newer('b', 5), contactRecord({ id: 'c', updated: '2025-07-01T09:00:00Z' })]

/**
 * Two objects with seven records: a comes twice, the same; b is replaced by a newer version; an older version of c
 * comes late; the last record is cut short.
 */
export const smallRaw = {
  '2025/07/01/10/one': concatenated(one),
  '2025/07/01/11/two': Buffer.concat([concatenated(two), Buffer.from('{"ContactId":"d"')]),
}

export const smallCounts = { objects: 2, read: 7, accepted: 3, duplicate: 1, superseded: 2, quarantined: 1 }

/** A third object: d, new, and b once more, newer. */
export const moreRaw = {
  '2025/07/02/08/three': concatenated([contactRecord({ id: 'd' }), newer('b', 7)]),
}

export const writeSmallRaw = (folder: string): string => writeTree(folder, smallRaw)
