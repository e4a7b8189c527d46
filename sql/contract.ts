import type { ViewColumns } from './view.ts'

/** What breaks for those who rely on the columns of a view when others take their place; new columns break nothing. */
export const breaksIn = (before: ViewColumns, after: ViewColumns): readonly string[] =>
  Object.entries(before).flatMap(([name, { type }]) => {
    const now = after[name]
    if (!now) return [`${name} is gone`]
    return now.type === type ? [] : [`${name} was ${type}, is ${now.type}`]
  })

/** Whether two contracts have the same columns, of the same types, in the same order. */
export const sameColumns = (one: ViewColumns, other: ViewColumns): boolean => {
  const spelled = (columns: ViewColumns) =>
    Object.entries(columns).map(([name, { type }]) => `${name} ${type}`)
  return spelled(one).join() === spelled(other).join()
}
