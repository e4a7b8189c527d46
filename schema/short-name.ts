import { createHash } from 'node:crypto'

/** The name, where it is no longer than `most`; else its beginning and a hash of it, so that long names are told apart. */
export function shortName(name: string, most: number): string {
  if (name.length <= most) return name
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 8)
  return `${name.slice(0, most - hash.length - 1)}_${hash}`
}
