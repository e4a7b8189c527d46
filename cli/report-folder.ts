import { existsSync } from 'node:fs'
import { cp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Report, reportScript } from '../dashboards/local/report.ts'
import { pageFolder } from '../dashboards/page-folder.ts'
import { stylesheetOf } from '../dashboards/theme/stylesheet.ts'
import { LakeError } from '../schema/error.ts'
import { type Written, writeFolder } from './written-folder.ts'

const DATA = 'report-data.js'

const written: Written = {
  earlier: 'an earlier report',
  isEarlier: entries => entries.includes(DATA),
  flag: '--html',
}

/** The page as it is opened from a file: with its data, and all addresses beside it. */
const asReport = (html: string): string =>
  html
    .replaceAll(/(href|src)="\//g, '$1="./')
    .replace('<script defer', `<script src="./${DATA}"></script>\n    <script defer`)

/**
 * Writes a report into a folder, in which nothing but the whole of it is ever to be seen. One that was there before is
 * replaced.
 * @throws LakeError when the folder holds something else, or the page was not built.
 */
export async function writeReport(to: string, report: Report, page = pageFolder): Promise<void> {
  if (!existsSync(join(page, 'index.html')))
    throw new LakeError({
      what: 'the dashboard page was not built',
      value: page,
      allowed: 'a folder with index.html',
      remedy: 'build it with: npm run build',
    })
  await writeFolder(to, written, async folder => {
    await cp(page, folder, { recursive: true })
    const html = await readFile(join(folder, 'index.html'), 'utf8')
    await writeFile(join(folder, 'index.html'), asReport(html))
    await writeFile(join(folder, 'theme.css'), stylesheetOf(report.themes))
    await writeFile(join(folder, DATA), reportScript(report))
  })
}
