import type { Page } from 'playwright-core'

/** Smaller than this nobody reads, px. */
const LEAST_TEXT_PX = 10

/** What is wrong with how the sheet is laid out: nothing where all counts are 0. */
export const layoutFaults = (page: Page) =>
  page.evaluate(least_px => {
    const boxes = [...document.querySelectorAll('.card')].map(card => card.getBoundingClientRect())
    const texts = [...document.querySelectorAll<HTMLElement>('main *')].filter(
      element =>
        [...element.childNodes].some(({ nodeType, nodeValue }) => nodeType === 3 && nodeValue?.trim()) &&
        element.checkVisibility({ visibilityProperty: true }) &&
        !element.closest('.sr-only'),
    )
    // Of a drawing that is scaled as a whole, letters are, too.
    const scaleOf = (element: Element): number => {
      const svg = element.closest<SVGSVGElement>('svg[viewBox]')
      return svg ? svg.getBoundingClientRect().width / svg.viewBox.baseVal.width : 1
    }
    return {
      scrolled_px: document.documentElement.scrollWidth - innerWidth,
      cut: boxes.filter(({ left, right }) => left < 0 || right > innerWidth).length,
      overlapping: boxes.filter((a, i) =>
        boxes.some(
          (b, j) => i !== j && a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom,
        ),
      ).length,
      tiny: texts
        .filter(each => Number.parseFloat(getComputedStyle(each).fontSize) * scaleOf(each) < least_px)
        .map(each => each.outerHTML.slice(0, 80)),
      // A picture is as large as its place.
      ill_fitting: [...document.querySelectorAll('.chart-host')].filter(host => {
        const svg = host.querySelector('svg')?.getBoundingClientRect()
        return !svg || Math.abs(svg.width - host.getBoundingClientRect().width) > 1
      }).length,
    }
  }, LEAST_TEXT_PX)

/** What is found of a sheet that fits. */
export const fitting = { scrolled_px: 0, cut: 0, overlapping: 0, tiny: [], ill_fitting: 0 }
