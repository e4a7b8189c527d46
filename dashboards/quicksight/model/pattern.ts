const compiled = new Map<string, RegExp>()

/**
 * A pattern of the model, which is Java's, for JavaScript: flags in front, `\A` and `\z` for the ends, and the whole text
 * is meant, whatever the pattern says of its ends.
 */
function compile(pattern: string): RegExp {
  const known = compiled.get(pattern)
  if (known) return known
  const [, inline = '', rest = ''] = /^(?:\(\?([a-z]+)\))?(.*)$/s.exec(pattern) ?? []
  const source = rest.replace(/^\\A/, '^').replace(/\\z$/, '$')
  // Classes of Unicode need the flag; with it, `[\w- ]` would be refused.
  const flags = `${inline}${/\\p/i.test(source) ? 'u' : ''}`
  const made = new RegExp(`^(?:${source})$`, flags)
  compiled.set(pattern, made)
  return made
}

/** Whether the whole of a text fits a pattern of the model. */
export const matchesWhole = (pattern: string, text: string): boolean => compile(pattern).test(text)
