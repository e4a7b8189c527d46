import { type Browser, chromium, type Page } from 'playwright-core'

/** Debian's, which needs no download. A browser that is not there fails the test. */
export const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  })

export interface View {
  readonly theme?: 'light' | 'dark'
  readonly width?: number
  readonly height?: number
  readonly calm?: boolean
}

/** A page on which everything is noted that must not happen. */
export interface Watched {
  readonly page: Page
  /** Errors and warnings of the console, and what was thrown. */
  readonly complaints: string[]
  /** Addresses of requests to anyone but the server. */
  readonly strangers: string[]
  /** Goes to a path of the server, and waits until the sheet is drawn. */
  visit(path: string): Promise<void>
  close(): Promise<void>
}

/** Opens a window of its own, which remembers nothing. */
export async function open(browser: Browser, base: string, view: View = {}): Promise<Watched> {
  const { theme = 'light', width = 1440, height = 1000, calm = false } = view
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: theme,
    reducedMotion: calm ? 'reduce' : 'no-preference',
    locale: 'en-US',
    acceptDownloads: true,
  })
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  const complaints: string[] = []
  const strangers: string[] = []
  page.on('console', message => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
  })
  page.on('pageerror', error => complaints.push(error.message))
  page.on('request', request => {
    const { origin, protocol } = new URL(request.url())
    if (origin !== base && !['data:', 'blob:'].includes(protocol)) strangers.push(request.url())
  })
  return {
    page,
    complaints,
    strangers,
    async visit(path) {
      await page.goto(base + path)
      // The first one asks an engine that has just begun.
      await page.locator('.grid[aria-busy=false], main > .state').waitFor({ timeout: 30_000 })
    },
    close: () => context.close(),
  }
}
