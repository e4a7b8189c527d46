import { paint, rounded, svgNode } from './node.ts'
import { lettersOf, reachOf } from './text.ts'

const SHAPES = 'path, rect, circle, ellipse, line, polyline, polygon, text, tspan'
const LINES = ['stroke-linecap', 'stroke-linejoin', 'stroke-dasharray'] as const

/** How far below its place the line of a text lies, in pixels: programs differ in what they know of other base lines. */
function shiftOf(style: CSSStyleDeclaration): number {
  const { above, below } = reachOf(style)
  const base = style.getPropertyValue('dominant-baseline')
  if (base === 'central' || base === 'middle') return (above - below) / 2
  if (base === 'hanging' || base.startsWith('text-before')) return above
  return base === 'ideographic' || base.startsWith('text-after') ? -below : 0
}

/** What style sheets say of a shape, written into it. */
function styled(shape: Element, copy: Element): void {
  const style = getComputedStyle(shape)
  const isText = shape.matches('text, tspan')
  const stroke = paint('stroke', style.stroke)
  const attributes: Readonly<Record<string, string>> = {
    fill: 'none',
    ...(style.fill !== 'none' && paint('fill', style.fill)),
    ...(style.stroke !== 'none' && stroke && { ...stroke, 'stroke-width': style.strokeWidth }),
    ...(isText && { ...lettersOf(style), 'text-anchor': style.textAnchor }),
    ...(style.opacity !== '1' && { opacity: style.opacity }),
  }
  for (const name of ['fill-opacity', 'stroke-opacity', 'dominant-baseline']) copy.removeAttribute(name)
  for (const [name, value] of Object.entries(attributes)) copy.setAttribute(name, value)
  for (const name of stroke ? LINES : []) {
    const value = style.getPropertyValue(name)
    if (value !== 'none' && value !== '') copy.setAttribute(name, value)
  }
  for (const [part, of] of [
    ['fill-opacity', style.fillOpacity],
    ['stroke-opacity', style.strokeOpacity],
  ] as const)
    if (of !== '1') copy.setAttribute(part, rounded(Number(of) * Number(copy.getAttribute(part) ?? 1)))
  const shift = shape.matches('text') ? shiftOf(style) : 0
  if (shift !== 0) copy.setAttribute('dy', rounded(shift + Number.parseFloat(copy.getAttribute('dy') ?? '0')))
}

/** A drawing of the page, with what style sheets say of its parts in the parts themselves. */
export function graphicOf(svg: SVGSVGElement): readonly SVGElement[] {
  const matrix = svg.getScreenCTM()
  if (!matrix) return []
  const copy = svg.cloneNode(true) as SVGSVGElement
  const copies = [...copy.querySelectorAll(SHAPES)]
  for (const [i, shape] of [...svg.querySelectorAll(SHAPES)].entries()) {
    const of = copies[i]
    if (of) styled(shape, of)
  }
  for (const each of copy.querySelectorAll('*')) {
    for (const name of ['class', 'style']) each.removeAttribute(name)
  }
  const { a, b, c, d, e, f } = matrix
  const transform = `matrix(${[a, b, c, d, e, f].map(rounded).join(' ')})`
  return [svgNode('g', { transform }, ...([...copy.childNodes] as SVGElement[]))]
}
