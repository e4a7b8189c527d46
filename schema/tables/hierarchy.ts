import { type StringType, string } from '../type.ts'

interface Text {
  readonly type: StringType
  readonly doc: string
}
interface TextFrom extends Text {
  readonly from: string
}
type Levels<P extends string, T> = { readonly [L in `${P}_level${1 | 2 | 3 | 4 | 5}_${'arn' | 'name'}`]: T }

/**
 * The five levels of an agent's hierarchy group, as ARN and name; level 1 is the top, lower levels are null where
 * the hierarchy is shallower. Contact records spell the name `GroupName`, agent events `Name`; a derived table reads
 * neither.
 */
export function hierarchyLevels<const P extends string>(prefix: P): Levels<P, Text>
export function hierarchyLevels<const P extends string>(
  prefix: P,
  from: string,
  nameKey: 'GroupName' | 'Name',
): Levels<P, TextFrom>
export function hierarchyLevels(prefix: string, from?: string, nameKey?: string) {
  const column = (level: number, word: string, key: string | undefined): [string, Text] => {
    const doc = `${word} of the hierarchy group, level ${level}.`
    const path = from === undefined ? {} : { from: `${from}.Level${level}.${key}` }
    return [`${prefix}_level${level}_${word.toLowerCase()}`, { type: string, ...path, doc }]
  }
  return Object.fromEntries(
    [1, 2, 3, 4, 5].flatMap(level => [[...column(level, 'ARN', 'ARN')], [...column(level, 'Name', nameKey)]]),
  )
}
