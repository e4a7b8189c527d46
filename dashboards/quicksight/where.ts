/** Ids by which people know the parts of a definition, and what they call them. */
const parts: readonly (readonly [member: string, what: string])[] = [
  ['SheetId', 'sheet'],
  ['VisualId', 'visual'],
  ['SheetTextBoxId', 'text box'],
  ['FilterGroupId', 'filter group'],
  ['FilterId', 'filter'],
  ['FilterControlId', 'control'],
  ['ParameterControlId', 'control'],
  ['ElementId', 'element'],
]

/**
 * A place within a request in the words of a reader, outermost first: `sheet overview, visual volume`.
 * @param path as violations have it: `Definition.Sheets[0].Visuals[1]`
 */
export function placeIn(input: unknown, path: string): string {
  const words: string[] = []
  let at = input as Readonly<Record<string, unknown>> | undefined
  for (const step of path.split(/[.[\]]+/).filter(each => each !== '')) {
    at = at?.[step] as typeof at
    if (typeof at !== 'object' || at === null) break
    const part = parts.find(([member]) => typeof at?.[member] === 'string')
    if (part) words.push(`${part[1]} ${at[part[0]]}`)
  }
  return words.join(', ')
}
