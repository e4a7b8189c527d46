import { render } from 'preact'
import type { PageDashboard } from '../local/model.ts'
import { App } from './app.tsx'
import { getJson, problemFrom } from './server.ts'
import { ProblemNote } from './states.tsx'

const root = document.querySelector('#page')
if (root)
  getJson<readonly PageDashboard[]>('/api/dashboards').then(
    dashboards => render(<App dashboards={dashboards} />, root),
    error => render(<ProblemNote problem={problemFrom(error)} />, root),
  )
