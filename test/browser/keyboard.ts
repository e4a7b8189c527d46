import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** Presses Tab until all must have been reached; says what was not, and the cards in the order of the focus. */
export async function tabbed(page: Page) {
  // A list is reached once it is known what it has.
  await expect.poll(() => page.locator('[aria-haspopup]:disabled').count()).toBe(0)
  const there = await page.evaluate(() => {
    document.body.focus()
    const all = [...document.querySelectorAll<HTMLElement>('a[href], button, input, select, [tabindex="0"]')]
    const reachable = new Set(
      all.filter(each => each.tabIndex >= 0 && !each.matches(':disabled') && each.checkVisibility()),
    )
    const cards: string[] = []
    const unseen: string[] = []
    Object.assign(window, { reachable, cards, unseen })
    document.addEventListener('focusin', ({ target }) => {
      const element = target as HTMLElement
      reachable.delete(element)
      if (getComputedStyle(element.closest('.search') ?? element).outlineStyle === 'none')
        unseen.push(element.outerHTML.slice(0, 80))
      const card = element.closest<HTMLElement>('[data-visual]')?.dataset.visual
      if (card && cards.at(-1) !== card) cards.push(card)
    })
    return reachable.size
  })
  for (let i = 0; i < there; i++) await page.keyboard.press('Tab')
  return page.evaluate(() => {
    const { reachable, cards, unseen } = window as unknown as {
      readonly reachable: ReadonlySet<Element>
      readonly cards: readonly string[]
      readonly unseen: readonly string[]
    }
    return {
      missed: [...reachable].map(each => each.outerHTML.slice(0, 80)),
      // Of rows that can be picked Tab reaches one, and arrows the others.
      crowded: [...document.querySelectorAll('table')].filter(
        table => table.querySelectorAll('[data-pick][tabindex="0"]').length > 1,
      ).length,
      ...{ cards, unseen },
    }
  })
}
