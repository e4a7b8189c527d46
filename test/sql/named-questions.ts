import { namedQueries } from '../../infra/lake/named-queries.ts'

/** What analysts find in the console of Athena, as if it were asked on a day: `2025-07-15`. */
export const namedQuestions = (today: string) =>
  namedQueries.map(({ name, sql }) => {
    if (!sql.includes('current_date')) throw new Error(`${name} reads all days`)
    return { name, sql: sql.replaceAll('current_date', `DATE '${today}'`) }
  })
