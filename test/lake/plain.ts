/** A value of an Arrow result as JavaScript writes it: lists, maps and structs as arrays and objects. */
export function plain(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value
  if (Symbol.iterator in value && !('toJSON' in value && !('length' in value))) {
    return [...(value as Iterable<unknown>)].map(plain)
  }
  const members = 'toJSON' in value ? (value as { toJSON(): object }).toJSON() : value
  return Object.fromEntries(Object.entries(members).map(([name, each]) => [name, plain(each)]))
}
