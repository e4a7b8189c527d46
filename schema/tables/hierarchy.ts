import { type StringType, string } from '../type.ts'

type Text = { readonly type: StringType; readonly from: string; readonly doc: string }

/**
 * The five levels of an agent's hierarchy group, as ARN and name; level 1 is the top, lower levels are null where
 * the hierarchy is shallower. Contact records spell the name `GroupName`, agent events `Name`.
 */
export function hierarchyLevels<const P extends string>(
  prefix: P,
  from: string,
  nameKey: 'GroupName' | 'Name',
) {
  const levels = [1, 2, 3, 4, 5].flatMap((level): [string, Text][] => [
    [
      `${prefix}_level${level}_arn`,
      { type: string, from: `${from}.Level${level}.ARN`, doc: `ARN of the hierarchy group, level ${level}.` },
    ],
    [
      `${prefix}_level${level}_name`,
      {
        type: string,
        from: `${from}.Level${level}.${nameKey}`,
        doc: `Name of the hierarchy group, level ${level}.`,
      },
    ],
  ])
  return Object.fromEntries(levels) as {
    readonly [L in `${P}_level${1 | 2 | 3 | 4 | 5}_${'arn' | 'name'}`]: Text
  }
}
