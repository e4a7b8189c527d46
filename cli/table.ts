/** How a column of a table is set. */
export interface TableColumn {
  readonly name: string
  readonly align: 'left' | 'right'
  /** Never cut, for it is copied. */
  readonly whole?: boolean
}

/** On a terminal a long text is cut; what goes into a pipe or a file is whole. */
const widestCell = (): number => (process.stdout.isTTY ? 60 : Number.POSITIVE_INFINITY)

/** Width on a terminal, near enough: combining marks take none, wide East Asian characters and emoji take two. */
function width(text: string): number {
  let columns = 0
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0
    if (/\p{Mark}/u.test(character) || point === 0x200d) continue
    columns +=
      /\p{Emoji_Presentation}/u.test(character) ||
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uff00-\uff60]/.test(character)
        ? 2
        : 1
  }
  return columns
}

/** Shown in place of characters that would move the cursor, break the line or turn its direction. */
export const shown = (text: string): string =>
  text.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, '·')

function cut(text: string, widest: number): string {
  const safe = shown(text)
  return width(safe) <= widest ? safe : `${[...safe].slice(0, widest - 1).join('')}…`
}

/** Rows in aligned columns, numbers to the right, under a header and a rule. */
export function alignedTable(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  widest = widestCell(),
): string {
  const cells = rows.map(row =>
    row.map((text, i) => cut(text, columns[i]?.whole ? Number.POSITIVE_INFINITY : widest)),
  )
  const widths = columns.map(({ name }, i) => Math.max(width(name), ...cells.map(row => width(row[i] ?? ''))))
  const line = (row: readonly string[]): string =>
    row
      .map((cell, i) => {
        const room = ' '.repeat((widths[i] ?? 0) - width(cell))
        return columns[i]?.align === 'right' ? room + cell : cell + room
      })
      .join('  ')
      .trimEnd()
  const rule = widths.map(each => '─'.repeat(each)).join('  ')
  return [line(columns.map(({ name }) => name)), rule, ...cells.map(line)].join('\n')
}
