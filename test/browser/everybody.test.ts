import { expect, test } from 'vitest'
import { choose, control, stage } from './stage.ts'

const { watching } = stage()

test('every control has a name, every input a label, every picture words', () =>
  watching({}, async ({ page, visit }) => {
    await visit('/')
    await control(page, 'Queue').click()
    const nameless = await page.evaluate(() => {
      const named = (element: Element): boolean =>
        Boolean(
          element.getAttribute('aria-label')?.trim() ||
            element.textContent?.trim() ||
            (element as HTMLInputElement).labels?.[0]?.textContent?.trim(),
        )
      return [
        ...document.querySelectorAll('button, a, input, [role=group], [role=dialog], svg[role=img], section'),
      ]
        .filter(element => !named(element))
        .map(element => element.outerHTML.slice(0, 120))
    })
    expect(nameless).toEqual([])
  }))

test('one heading of the page, one for each card, landmarks, no id twice, no forced order', () =>
  watching({}, async ({ page, visit }) => {
    await visit('/')
    const found = await page.evaluate(() => {
      const all = (selector: string) => [...document.querySelectorAll(selector)]
      const ids = all('[id]').map(({ id }) => id)
      return {
        lang: document.documentElement.lang,
        h1: all('h1').length,
        unlabelled: all('article').filter(
          card => !document.getElementById(card.getAttribute('aria-labelledby') ?? '')?.textContent,
        ).length,
        cards: all('article').length,
        landmarks: all('main, nav').length,
        double: ids.filter((id, i) => ids.indexOf(id) !== i),
        forced: all('[tabindex]').filter(element => (element as HTMLElement).tabIndex > 0).length,
        tables: all('table').filter(table => !table.querySelector('caption')).length,
      }
    })
    expect(found).toEqual({
      ...{ lang: 'en', h1: 1, unlabelled: 0, cards: 10, landmarks: 2, double: [], forced: 0, tables: 0 },
    })
  }))

test('Tab reaches all, in reading order, and what has the focus is seen', () =>
  watching({}, async ({ page, visit }) => {
    await visit('/')
    const order: string[] = []
    for (let i = 0; i < 60; i++) {
      await page.keyboard.press('Tab')
      const at = await page.evaluate(() => {
        const element = document.activeElement as HTMLElement
        const { outlineStyle } = getComputedStyle(element.closest('.search') ?? element)
        return {
          card: element.closest<HTMLElement>('[data-visual]')?.dataset.visual,
          text: element.getAttribute('aria-label') ?? element.textContent ?? '',
          isSeen: outlineStyle !== 'none' || element === document.body,
        }
      })
      expect([at.text, at.isSeen]).toEqual([at.text, true])
      if (i === 0) expect(at.text).toBe('Skip to the sheet')
      else if (at.text === 'Skip to the sheet') break
      if (at.card && order.at(-1) !== at.card) order.push(at.card)
    }
    expect(order).toEqual([
      ...['contacts', 'contacts-handled', 'abandonment-rate', 'average-handle-time'],
      ...['contact-volume', 'service-level', 'handle-time-by-agent'],
      ...['abandonment-by-queue', 'disconnect-reasons'],
    ])
  }))

test('actions are seen as soon as they have the focus', () =>
  watching({}, async ({ page, visit }) => {
    await visit('/')
    const actions = page.locator('[data-visual=contacts] .actions')
    const opacity = () => actions.evaluate(element => getComputedStyle(element).opacity)
    expect(await opacity()).toBe('0')
    await actions.getByRole('button').first().focus()
    expect(await opacity()).toBe('1')
  }))

test('nothing moves for those who asked for calm', () =>
  watching({ calm: true }, async ({ page, visit }) => {
    await visit('/')
    await choose(page, 'Queue', 'Sales')
    const moving = await page.evaluate(
      () =>
        document.getAnimations().filter(each => Number(each.effect?.getComputedTiming().duration) > 1).length,
    )
    expect(moving).toBe(0)
  }))
