import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { temporaryFolder } from '../fixture/folder.ts'
import { copyProject } from '../fixture/project-copy.ts'
import { servedLake } from '../server/served-lake.ts'
import { launch, open } from './browser.ts'
import { contacts } from './centre.ts'

// npm run dev in a copy of the project, whose specs are saved wrong and right.
const folder = temporaryFolder()
const project = copyProject(join(folder, 'project'))
const spec = join(project, 'dashboards', 'queues', 'service.ts')

let dev: ChildProcess
let browser: Browser
let url: string

/** A free port: a server that begins again has to begin at the same. */
async function somePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** Where it says that the page is. What it says later is read, too: it would end where nobody reads. */
const started = (child: ChildProcess): Promise<string> =>
  new Promise(found => {
    let said = ''
    child.stdout?.on('data', chunk => {
      said += chunk
      const at = /^Dashboard {2}(http:\S+)$/m.exec(said)?.[1]
      if (at !== undefined) found(at)
    })
  })

beforeAll(async () => {
  await servedLake(folder).take(contacts, 1)
  const lake = join(folder, 'lake-1')
  execFileSync(
    join(project, 'node_modules', '.bin', 'tsx'),
    ['cli/main.ts', 'views', 'apply', '--lake', lake],
    {
      cwd: project,
    },
  )
  const { scripts } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'))
  const [program, ...args] = scripts.dev.replaceAll("'", '').split(' ')
  dev = spawn(
    join(project, 'node_modules', '.bin', program),
    [...args, '--lake', lake, '--port', String(await somePort())],
    {
      ...{ cwd: project, stdio: ['ignore', 'pipe', 'inherit'] },
    },
  )
  url = await started(dev)
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  dev?.kill()
})

const right = readFileSync(spec, 'utf8')
const wrong = right.replace("value: 'contacts_queued'", "value: 'contacts_queud'")

test('a sheet of a spec that is saved wrong says what is wrong, and is shown again once it is mended', async () => {
  expect(wrong).not.toBe(right)
  const { page, visit, close } = await open(browser, url)
  await visit('/queues/service')
  writeFileSync(spec, wrong)
  const problem = page.locator('.problem')
  await problem
    .getByText('visual contacts-queued on sheet service of dashboard queues')
    .waitFor({ timeout: 20_000 })
  expect(await problem.innerText()).toMatch(
    /no such measure\s+contacts_queud.*dashboards\/queues\/service\.ts:\d+/s,
  )
  // Another sheet of a dashboard that cannot be read: a page, too.
  await page.goto(`${url}/overview`)
  await problem.waitFor()
  await page.goto(`${url}/queues/service`)
  await problem.waitFor()
  // Wrong in one more place: each is told, with its line, and how many they are.
  writeFileSync(spec, wrong.replace("value: 'service_level:20'", "value: 'service_levl:20'"))
  await problem.getByText('2 faults in the specs of the dashboards').waitFor({ timeout: 20_000 })
  const each = await problem.locator('li').allInnerTexts()
  expect(each).toEqual([
    expect.stringMatching(/service_levl:20.*dashboards\/queues\/service\.ts:\d+/s),
    expect.stringMatching(/contacts_queud.*dashboards\/queues\/service\.ts:\d+/s),
  ])
  writeFileSync(spec, right)
  await page.locator('.grid[aria-busy=false]').waitFor({ timeout: 20_000 })
  await close()
})

test('after saves in quick succession the page shows what was saved last', async () => {
  const { page, visit, close } = await open(browser, url)
  await visit('/queues/service')
  for (let save = 0; save < 12; save++) {
    writeFileSync(
      spec,
      save % 2 === 0 ? right.replace("title: 'Service level'", `title: 'Saved ${save}'`) : right,
    )
    await pause(50 + save * 120)
  }
  writeFileSync(spec, right.replace("title: 'Service level'", "title: 'Saved last'"))
  await page.getByRole('heading', { name: 'Saved last' }).waitFor({ timeout: 20_000 })
  await page.locator('.grid[aria-busy=false]').waitFor({ timeout: 20_000 })
  expect(await page.locator('.problem').count()).toBe(0)
  writeFileSync(spec, right)
  await close()
})
