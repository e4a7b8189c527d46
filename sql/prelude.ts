/** One overload of concat: NULL in, NULL out. */
function concatOf(count: number): string {
  const names = Array.from({ length: count }, (_, i) => `a${i + 1}`)
  return `(${names.join(', ')}) AS ${names.join(' || ')}`
}

/** greatest or least of two or three: NULL as soon as one of them is. */
const extreme = (name: string, beats: '>=' | '<='): string =>
  `CREATE OR REPLACE MACRO ${name}
    (a, b) AS CASE WHEN a IS NULL OR b IS NULL THEN NULL WHEN a ${beats} b THEN a ELSE b END,
    (a, b, c) AS CASE WHEN a IS NULL OR b IS NULL OR c IS NULL THEN NULL
      WHEN a ${beats} b AND a ${beats} c THEN a WHEN b ${beats} c THEN b ELSE c END`

/**
 * What DuckDB needs to be told so that the views give what Athena gives. Each setting and macro stands for a difference
 * measured between the engines; constructs that cannot be had this way are kept out of the views.
 */
export const prelude: readonly string[] = [
  `SET TimeZone = 'UTC'`,
  // 7 / 2 is 3 in Athena.
  `SET integer_division = true`,
  `SET default_null_order = 'nulls_last'`,
  // Full units, not borders crossed: 00:59 to 01:01 is 0 hours.
  `CREATE OR REPLACE MACRO date_diff(unit, a, b) AS date_sub(unit, a, b)`,
  // Athena takes any number of arguments, a macro the number it says.
  `CREATE OR REPLACE MACRO concat ${[2, 3, 4, 5, 6, 7, 8, 9, 10].map(concatOf).join(', ')}`,
  // A bigint, and 0 where every condition is NULL; DuckDB's own gives NULL there.
  `CREATE OR REPLACE MACRO count_if(condition) AS count(CASE WHEN condition THEN 1 END)`,
  // Monday is 1.
  `CREATE OR REPLACE MACRO day_of_week(day) AS isodow(day)`,
  // Days come as dates from Athena, and as timestamps from this: cast them.
  `CREATE OR REPLACE MACRO sequence(first, last, step) AS generate_series(first, last, step)`,
  // DuckDB leaves NULL out. Athena takes more than three, too.
  extreme('greatest', '>='),
  extreme('least', '<='),
  // The winner's value even where it is NULL.
  `CREATE OR REPLACE MACRO max_by(x, y) AS arg_max_null(x, y)`,
  `CREATE OR REPLACE MACRO min_by(x, y) AS arg_min_null(x, y)`,
  // A bigint, and NULL beyond the last part.
  `CREATE OR REPLACE MACRO split_part(text, delimiter, i) AS string_split(text, delimiter)[i]`,
]
