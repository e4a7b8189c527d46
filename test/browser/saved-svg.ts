import type { Page } from 'playwright-core'

/** What programs know that are no browsers. */
const ELEMENTS = [
  ...['svg', 'g', 'defs', 'title', 'path', 'rect', 'circle', 'ellipse', 'line', 'polyline', 'polygon'],
  ...['text', 'tspan', 'clipPath', 'pattern', 'linearGradient', 'stop'],
]

/** Without white space: words that the page breaks into lines are several texts of the picture. */
export const solid = (text: string): string => text.replaceAll(/\s/g, '')

/** All the words of a picture, one behind the other. */
export const wordsOf = (svg: string): string =>
  solid(svg.replaceAll(/<[^>]*>/g, ''))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')

/** How a picture is read by who knows no HTML and no style sheets: what is strange to it, and how much is no XML. */
export const readAsSvg = (
  page: Page,
  svg: string,
): Promise<{ readonly strange: readonly string[]; readonly faults: number }> =>
  page.evaluate(
    ([text, known]) => {
      const root = new DOMParser().parseFromString(text, 'image/svg+xml')
      const all = [...root.querySelectorAll('*')]
      const colours = all.flatMap(each => ['fill', 'stroke'].flatMap(name => each.getAttribute(name) ?? []))
      return {
        strange: [
          ...all.filter(each => !known.includes(each.localName)).map(each => each.localName),
          ...all
            .filter(each => each.hasAttribute('style') || each.hasAttribute('class'))
            .map(each => each.outerHTML),
          ...colours.filter(each => !/^(#[0-9a-f]{6}|none|url\(#[\w:-]+\))$/.test(each)),
        ],
        faults: root.querySelectorAll('parsererror').length,
      }
    },
    [svg, ELEMENTS] as const,
  )
