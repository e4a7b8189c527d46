import { paint, svgNode } from './node.ts'

const SIDES = ['top', 'right', 'bottom', 'left'] as const

interface Border {
  readonly width: number
  readonly stroke: Readonly<Record<string, string>>
  readonly dashed: boolean
}

function borderOf(style: CSSStyleDeclaration, side: (typeof SIDES)[number]): Border | undefined {
  const width = Number.parseFloat(style.getPropertyValue(`border-${side}-width`))
  const kind = style.getPropertyValue(`border-${side}-style`)
  const stroke = paint('stroke', style.getPropertyValue(`border-${side}-color`))
  if (!(width > 0) || kind === 'none' || !stroke) return undefined
  return { width, stroke, dashed: kind === 'dashed' || kind === 'dotted' }
}

/** The ground of an element and its borders, as far as they are seen. */
export function boxOf(style: CSSStyleDeclaration, { x, y, width, height }: DOMRect): readonly SVGElement[] {
  if (width === 0 || height === 0) return []
  const fill = paint('fill', style.backgroundColor)
  const borders = SIDES.map(side => borderOf(style, side))
  const [top, right, bottom, left] = borders
  const radius = Number.parseFloat(style.borderTopLeftRadius)
  const rx = radius > 0 && style.borderRadius === style.borderTopLeftRadius ? radius : undefined
  if (top && borders.every(each => JSON.stringify(each) === JSON.stringify(top))) {
    // Lines are drawn on both sides of an edge, borders within it.
    const inner = { x: x + top.width / 2, y: y + top.width / 2, rx: rx && Math.max(0, rx - top.width / 2) }
    const size = { width: Math.max(0, width - top.width), height: Math.max(0, height - top.width) }
    const dashes = top.dashed ? `${3 * top.width} ${2 * top.width}` : undefined
    const line = { 'stroke-width': top.width, 'stroke-dasharray': dashes }
    return [svgNode('rect', { ...inner, ...size, fill: 'none', ...fill, ...top.stroke, ...line })]
  }
  const side = (border: Border | undefined, rect: readonly [number, number, number, number]) => {
    if (!border) return []
    const { stroke: colour, 'stroke-opacity': opacity } = border.stroke
    const [left, upper, w, h] = rect
    return [
      svgNode('rect', { x: left, y: upper, width: w, height: h, fill: colour, 'fill-opacity': opacity }),
    ]
  }
  return [
    ...(fill ? [svgNode('rect', { x, y, width, height, rx, ...fill })] : []),
    ...side(top, [x, y, width, top?.width ?? 0]),
    ...side(bottom, [x, y + height - (bottom?.width ?? 0), width, bottom?.width ?? 0]),
    ...side(left, [x, y, left?.width ?? 0, height]),
    ...side(right, [x + width - (right?.width ?? 0), y, right?.width ?? 0, height]),
  ]
}
