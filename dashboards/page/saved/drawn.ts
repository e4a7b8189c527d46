import { boxOf } from './box.ts'
import { graphicOf } from './graphic.ts'
import { paint, svgNode } from './node.ts'
import { textOf } from './text.ts'

/** What belongs to the page, and not to the picture. */
const LEFT_OUT = ['actions', 'header-actions', 'sr-only', 'table-search', 'link']

/** What cuts that which lies within it. */
interface Window {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

const overlaps = (rect: DOMRect, { left, top, right, bottom }: Window): boolean =>
  rect.right > left && rect.left < right && rect.bottom > top && rect.top < bottom

/** Where the content of an element ends that says by dots that it is longer. */
function endOf(element: Element, style: CSSStyleDeclaration): number | undefined {
  if (style.textOverflow !== 'ellipsis' || element.scrollWidth <= element.clientWidth) return undefined
  return element.getBoundingClientRect().right - Number.parseFloat(style.paddingRight)
}

/** What is there for screen readers only is clipped away. */
const isUnseen = ({ display, visibility, opacity, clipPath }: CSSStyleDeclaration): boolean =>
  display === 'none' || visibility === 'hidden' || opacity === '0' || clipPath.startsWith('inset(50%')

/** What of an element is seen, in the order in which it is painted: the parts of the page and their texts. */
function parts(element: Element, within: Window, right: number | undefined): readonly SVGElement[] {
  const style = getComputedStyle(element)
  const rect = element.getBoundingClientRect()
  if (isUnseen(style) || LEFT_OUT.some(each => element.classList.contains(each))) return []
  // Cells may stick to an edge of the window while their row is far below.
  if (!['contents', 'table-row'].includes(style.display) && !overlaps(rect, within)) return []
  if (element instanceof SVGSVGElement) return graphicOf(element)
  const cuts = style.overflow !== 'visible' && style.display !== 'inline'
  const inner = cuts
    ? {
        left: Math.max(within.left, rect.left),
        top: Math.max(within.top, rect.top),
        right: Math.min(within.right, rect.right),
        bottom: Math.min(within.bottom, rect.bottom),
      }
    : within
  const end = endOf(element, style) ?? right
  const content = [...element.childNodes].flatMap(child => {
    if (child instanceof Element) return parts(child, inner, end)
    return child instanceof Text ? textOf(child, style, end) : []
  })
  const isLonger =
    element.scrollHeight > element.clientHeight + 1 || element.scrollWidth > element.clientWidth + 1
  const shown = cuts && isLonger && content.length > 0 ? [windowed(inner, content)] : content
  const all = [...boxOf(style, rect), ...shown]
  return style.opacity === '1' || all.length === 0 ? all : [svgNode('g', { opacity: style.opacity }, ...all)]
}

let windows = 0

function windowed({ left, top, right, bottom }: Window, content: readonly SVGElement[]): SVGElement {
  const id = `window-${windows++}`
  const rect = svgNode('rect', { x: left, y: top, width: right - left, height: bottom - top })
  return svgNode('g', { 'clip-path': `url(#${id})` }, svgNode('clipPath', { id }, rect), ...content)
}

/**
 * A part of the page as SVG of shapes and texts, for programs that know no HTML, with its size in pixels. What scrolls is
 * shown from its beginning, and cut where it ends.
 * @param ground colour behind it
 */
export function drawn(element: Element, ground: string): { readonly svg: string; readonly rect: DOMRect } {
  const scrolled = [...element.querySelectorAll('*')].filter(
    each => each.scrollTop > 0 || each.scrollLeft > 0,
  )
  const before = scrolled.map(({ scrollTop, scrollLeft }) => ({ scrollTop, scrollLeft }))
  for (const each of scrolled) Object.assign(each, { scrollTop: 0, scrollLeft: 0 })
  try {
    windows = 0
    const rect = element.getBoundingClientRect()
    const { left, top, width, height } = rect
    const shown = parts(element, rect, undefined)
    const root = svgNode(
      'svg',
      { width, height, viewBox: `0 0 ${width} ${height}` },
      svgNode('rect', { width, height, fill: 'none', ...paint('fill', ground) }),
      svgNode('g', { transform: `translate(${-left} ${-top})` }, ...shown),
    )
    return { svg: new XMLSerializer().serializeToString(root), rect }
  } finally {
    for (const [i, each] of scrolled.entries()) Object.assign(each, before[i])
  }
}
