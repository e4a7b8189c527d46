import type { Violation } from '../model/check.ts'
import type { Scope } from './scope.ts'
import { found } from './violation.ts'

const TAG = /<(\/?)([a-zA-Z][\w-]*)((?:\s+[\w-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y
const ENTITY = /&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)/i

/** What is wrong with a rich text of QuickSight, which is XML with one root; undefined for nothing. */
export function textFault(text: string, root: string): string | undefined {
  const open: string[] = []
  let roots = 0
  for (let at = 0; at < text.length; ) {
    if (text[at] !== '<') {
      const end = text.indexOf('<', at)
      const between = text.slice(at, end < 0 ? undefined : end)
      if (open.length === 0 && between.trim() !== '') return `${between.trim()} stands outside of <${root}>`
      if (ENTITY.test(between)) return 'an & that is no entity; write &amp;'
      at += between.length
      continue
    }
    TAG.lastIndex = at
    const match = TAG.exec(text)
    if (!match) return `a < at character ${at + 1} begins no tag; write &lt;`
    const [whole, closing, name = '', , empty] = match
    at += whole.length
    if (closing) {
      const last = open.pop()
      if (last !== name) return `</${name}> ends ${last === undefined ? 'nothing' : `<${last}>`}`
      continue
    }
    if (open.length === 0 && (name !== root || ++roots > 1)) return `it does not begin with <${root}>, once`
    if (name === 'br' && open.includes('li')) return '<br/> stands within <li>'
    if (!empty) open.push(name)
  }
  if (open.length > 0) return `<${open.at(-1)}> has no end`
  return roots === 0 ? `it does not begin with <${root}>, once` : undefined
}

/** Texts are seen. */
export function* textRules(scope: Scope): Generator<Violation> {
  for (const [i, { Name }] of (scope.definition.Sheets ?? []).entries())
    if (Name !== undefined && [...Name].length === 1)
      yield found(
        `Definition.Sheets[${i}].Name`,
        'a name of one letter is not shown',
        Name,
        'two letters or more',
      )
  const rich = [
    ...scope.nodes('SheetTextBox').map(each => ({ ...each, member: 'Content', root: 'text-box' })),
    ...scope
      .nodes('ShortFormatText', 'LongFormatText')
      .map(each => ({ ...each, member: 'RichText', root: 'visual-title' })),
  ]
  for (const { value, path, member, root } of rich) {
    const text = value[member]
    if (typeof text !== 'string') continue
    // A subtitle has a root of its own.
    const fault = textFault(text, path.includes('.Subtitle.') ? 'visual-subtitle' : root)
    if (fault !== undefined)
      yield found(
        `${path}.${member}`,
        'the text is not as QuickSight reads it',
        fault,
        'XML that is well-formed',
      )
  }
}
