import type { Browser } from 'playwright-core'
import { launch } from '../browser/browser.ts'
import { median } from './rounds.ts'

/** How long somebody looks at a sheet that is not there yet, seconds. */
export interface Drawn {
  /** From the address to the first visual. */
  readonly first_s: number
  /** To the last. */
  readonly last_s: number
  /** After a change of a filter to the last: the median of some changes; undefined where the sheet has no filter. */
  readonly change_s: number | undefined
}

const secondsSince = (started: bigint): number => Number(process.hrtime.bigint() - started) / 1e9

/**
 * Sets the search of the page, and waits until what is drawn is that; by observation, for it may be busy for less than a
 * frame. It runs in the page, where functions in it that have names would ask for what their compiler names them with.
 */
const chosen = (search: string): Promise<void> =>
  new Promise(done => {
    let wasBusy = false
    const observer = new MutationObserver(() => {
      const isBusy = document.querySelector('.grid')?.getAttribute('aria-busy') === 'true'
      wasBusy ||= isBusy
      if (!wasBusy || isBusy || document.querySelector('article .skeleton')) return
      observer.disconnect()
      // What has changed last is drawn in the next frame.
      requestAnimationFrame(() => requestAnimationFrame(() => done()))
    })
    observer.observe(document.body, { subtree: true, childList: true, attributeFilter: ['aria-busy'] })
    history.pushState(null, '', `${location.pathname}?${search}`)
    dispatchEvent(new PopStateEvent('popstate'))
  })

/** Opens a sheet in a window of its own, then sets each of some filters, given as a search. */
async function look(browser: Browser, url: string, filters: readonly string[]): Promise<Drawn> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 1000 } })
  try {
    const page = await context.newPage()
    const begun = process.hrtime.bigint()
    await page.goto(url, { waitUntil: 'commit' })
    await page.waitForFunction(() =>
      [...document.querySelectorAll('article')].some(card => !card.querySelector('.skeleton')),
    )
    const first_s = secondsSince(begun)
    const all = (): Promise<unknown> =>
      page.waitForFunction(
        () =>
          document.querySelector('.grid[aria-busy=false]') && !document.querySelector('article .skeleton'),
      )
    await all()
    const last_s = secondsSince(begun)
    const changes_s: number[] = []
    for (const filter of filters) {
      const started = process.hrtime.bigint()
      await page.evaluate(chosen, filter)
      changes_s.push(secondsSince(started))
    }
    return { first_s, last_s, change_s: changes_s.length > 0 ? median(changes_s) : undefined }
  } finally {
    await context.close()
  }
}

/** A browser that looks at sheets. */
export async function looker() {
  const browser = await launch()
  return {
    look: (url: string, filters: readonly string[]) => look(browser, url, filters),
    close: () => browser.close(),
  }
}
