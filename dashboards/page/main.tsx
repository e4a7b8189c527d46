import { render } from 'preact'
import type { PageDashboard } from '../local/model.ts'
import type { Themes } from '../theme/tokens.ts'
import { App } from './app.tsx'
import { follow } from './live.ts'
import { report } from './report.ts'
import { getJson, problemFrom } from './server.ts'
import { ProblemNote } from './states.tsx'

// Laid out for paper before the charts, which listen later, take their size.
const { dataset } = document.documentElement
addEventListener('beforeprint', () => {
  dataset.printing = ''
})
addEventListener('afterprint', () => {
  delete dataset.printing
})

if (report) dataset.report = ''

if (dataset.live !== undefined) follow(dataset.live)

const root = document.querySelector('#page')
if (root)
  Promise.all([getJson<readonly PageDashboard[]>('/api/dashboards'), getJson<Themes>('/api/theme')]).then(
    ([dashboards, themes]) => render(<App dashboards={dashboards} themes={themes} />, root),
    error => render(<ProblemNote problem={problemFrom(error)} />, root),
  )
