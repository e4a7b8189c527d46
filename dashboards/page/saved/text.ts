import { paint, svgNode } from './node.ts'

/** How far the letters of a font reach above and below their line, and how wide three dots are in it, in pixels. */
interface Reach {
  readonly above: number
  readonly below: number
  readonly dots: number
}

const pen = document.createElement('canvas').getContext('2d')
const fonts = new Map<string, Reach>()

/** The measures of the letters of a style. */
export function reachOf({ fontStyle, fontWeight, fontSize, fontFamily }: CSSStyleDeclaration): Reach {
  const font = `${fontStyle} ${fontWeight} ${fontSize} ${fontFamily}`
  const known = fonts.get(font)
  if (known || !pen) return known ?? { above: 0, below: 0, dots: 0 }
  pen.font = font
  const { fontBoundingBoxAscent: above, fontBoundingBoxDescent: below, width: dots } = pen.measureText('…')
  const reach = { above, below, dots }
  fonts.set(font, reach)
  return reach
}

/** What a style says of letters, as attributes. */
export function lettersOf(style: CSSStyleDeclaration): Readonly<Record<string, string>> {
  const { fontFamily, fontSize, fontStyle, fontWeight, letterSpacing, textDecorationLine } = style
  return {
    'font-family': fontFamily.replaceAll('"', "'"),
    'font-size': fontSize,
    ...(fontWeight !== '400' && { 'font-weight': fontWeight }),
    ...(fontStyle !== 'normal' && { 'font-style': fontStyle }),
    ...(letterSpacing !== 'normal' && { 'letter-spacing': letterSpacing }),
    ...(textDecorationLine !== 'none' && { 'text-decoration': textDecorationLine }),
  }
}

/** A part of a text that stands in one line, from one place within it to another. */
interface Line {
  readonly from: number
  readonly to: number
}

function rectOf(node: Text, { from, to }: Line): DOMRect {
  const range = document.createRange()
  range.setStart(node, from)
  range.setEnd(node, to)
  return range.getBoundingClientRect()
}

/** Without the white space around it. */
function trimmed({ data }: Text, { from, to }: Line): Line {
  const text = data.slice(from, to)
  return { from: from + text.length - text.trimStart().length, to: to - text.length + text.trimEnd().length }
}

/** The lines of a text as the browser has broken it: between words, or within what is too long for one. */
function linesOf(node: Text): readonly Line[] {
  const whole = trimmed(node, { from: 0, to: node.length })
  const topAt = (place: number): number => rectOf(node, { from: place, to: place + 1 }).top
  if (whole.from >= whole.to || topAt(whole.from) === topAt(whole.to - 1)) return [whole]
  const starts = Array.from({ length: whole.to - whole.from }, (_, i) => whole.from + i).filter(
    place => place === whole.from || (/\S/.test(node.data.charAt(place)) && topAt(place) > topAt(place - 1)),
  )
  return starts.map((from, i) => trimmed(node, { from, to: starts[i + 1] ?? whole.to }))
}

/** How much of a line fits before an edge. */
function fitting(node: Text, { from, to }: Line, right: number): Line {
  let end = to
  while (end > from && rectOf(node, { from, to: end }).right > right) end--
  return trimmed(node, { from, to: end })
}

const ANCHORS: Readonly<Record<string, 'middle' | 'end'>> = { center: 'middle', right: 'end', end: 'end' }

/**
 * A text as it stands on the page.
 * @param right where what is longer is cut; undefined where nothing cuts it
 */
export function textOf(
  node: Text,
  style: CSSStyleDeclaration,
  right: number | undefined,
): readonly SVGElement[] {
  const { above, dots } = reachOf(style)
  return linesOf(node).flatMap(line => {
    const rect = rectOf(node, line)
    if (line.from >= line.to || (right !== undefined && rect.left >= right)) return []
    const isCut = right !== undefined && rect.right > right + 1
    const { from, to } = isCut ? fitting(node, line, right - dots) : line
    // In another font a number still ends where its column does.
    const anchor = isCut ? undefined : ANCHORS[style.textAlign]
    const x = anchor === 'end' ? rect.right : anchor === 'middle' ? (rect.left + rect.right) / 2 : rect.left
    const words = `${node.data.slice(from, to).replaceAll(/[\n\t ]+/g, ' ')}${isCut ? '…' : ''}`
    const letters = { ...lettersOf(style), ...paint('fill', style.color) }
    return [svgNode('text', { x, y: rect.top + above, 'text-anchor': anchor, ...letters }, words)]
  })
}
