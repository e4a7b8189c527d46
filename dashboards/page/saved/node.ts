/** A node of a picture as it is written: what other programs read of SVG, and nothing that only browsers know. */
export function svgNode(
  name: string,
  attributes: Readonly<Record<string, string | number | undefined>>,
  ...children: readonly (SVGElement | string)[]
): SVGElement {
  const node = document.createElementNS('http://www.w3.org/2000/svg', name)
  for (const [each, value] of Object.entries(attributes))
    if (value !== undefined) node.setAttribute(each, typeof value === 'number' ? rounded(value) : value)
  node.append(...children)
  return node
}

/** In hundredths of a pixel. */
export const rounded = (value: number): string => String(Math.round(value * 100) / 100)

/**
 * A computed colour as the attributes that all programs read: the colour without its opacity, and that apart. Undefined for
 * what is not seen; what is no colour, such as a reference to a pattern, stays as it is.
 */
export function paint<N extends 'fill' | 'stroke'>(
  name: N,
  computed: string,
): Readonly<Record<string, string>> | undefined {
  if (computed.startsWith('url(')) return { [name]: computed.replaceAll('"', '') }
  const [r, g, b, alpha = 1] = (computed.match(/[\d.]+(?:e-\d+)?/g) ?? []).map(Number)
  if (r === undefined || g === undefined || b === undefined || alpha === 0) return undefined
  const most = computed.startsWith('color(') ? 1 : 255
  const hex = [r, g, b].map(each =>
    Math.round((each / most) * 255)
      .toString(16)
      .padStart(2, '0'),
  )
  return { [name]: `#${hex.join('')}`, ...(alpha < 1 && { [`${name}-opacity`]: rounded(alpha) }) }
}
