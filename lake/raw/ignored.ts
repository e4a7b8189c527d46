/** Hive and Athena do not see such names either; `truth.json` is the simulator's answer book, not a record. */
export const ignored = (name: string): boolean =>
  name.startsWith('.') || name.startsWith('_') || name === 'truth.json'
