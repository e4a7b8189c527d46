import type { Command } from 'commander'
import { LakeError } from '../../schema/error.ts'
import { type DeployedView, isOurs } from '../../sql/deployed-view.ts'
import type { ViewState } from '../../sql/view-state.ts'
import { alignedTable } from '../table.ts'
import { count, styled } from '../terminal.ts'
import { openPlace, type PlaceFlags, placedCommand } from '../views/command.ts'
import { plannedViews } from '../views/deploy.ts'

function printStates(place: string, states: readonly ViewState[], relyOn: (view: string) => string): void {
  const wrong = states.filter(({ problems }) => problems.length > 0)
  if (wrong.length === 0) {
    process.stdout.write(
      `${styled('green', '✓')} ${place}: ${count(states.length)} views as this version has them\n`,
    )
    return
  }
  const columns = ['view', 'deployed', 'wanted', 'state'].map(name => ({ name, align: 'left' as const }))
  const rows = states.map(({ view, deployed, wanted, problems }) => [
    ...[view, deployed ?? '–', wanted],
    problems.length === 0 ? 'as it should be' : problems.join('; '),
  ])
  process.stdout.write(`${alignedTable(columns, rows)}\n\n`)
  for (const { view } of wrong) {
    const users = relyOn(view)
    if (users !== '') process.stdout.write(`${styled('yellow', '·')} on ${view} rely: ${users}\n`)
  }
  process.stdout.write(
    `${place}: ${count(wrong.length)} views differ. Put them right with: connect-lake views apply\n`,
  )
}

export const viewsStatusCommand = (): Command =>
  placedCommand(
    'status',
    'How deployed views stand: missing, behind, changed by hand, or giving other columns than they declare. Ends with 1 when any is wrong.',
    `
Each view is asked what columns it gives; no rows are read. Named with what is wrong is who relies on it.

Examples:
  $ connect-lake views status --lake ./my-lake
  $ connect-lake views status --engine athena --database connect --json`,
  ).action(async (flags: PlaceFlags, command: Command) => {
    const { staleViews } = await import('../views/asked.ts')
    const { usersOf, usersText } = await import('../views/users.ts')
    const { unwanted, viewStates } = await import('../../sql/view-state.ts')
    const { views } = await import('../../sql/views.ts')
    const { config, place, there } = await openPlace(flags, command)
    const steps = plannedViews(there, config)
    const stable = new Set<string>(Object.keys(views))
    const isAsked = (view: DeployedView) => isOurs(view) && stable.has(view.name)
    const stale = await staleViews(place.engine, there.filter(isAsked))
    const states = viewStates(Object.values(views), steps, stale)
    const others = unwanted(there, steps)
    if (flags.json) {
      const all = states.map(each => ({
        ...each,
        ...(each.problems.length > 0 && { used_by: usersOf(each.view, there) }),
      }))
      process.stdout.write(`${JSON.stringify({ place: place.catalog.name, views: all, others })}\n`)
    } else {
      printStates(place.catalog.name, states, view => usersText(view, there))
      if (others.length > 0) process.stdout.write(`There are, too, of other releases: ${others.join(', ')}\n`)
    }
    if (states.some(({ problems }) => problems.length > 0)) process.exitCode = 1
  })

export const viewsDiffCommand = (): Command =>
  placedCommand(
    'diff',
    'How the SQL of deployed views differs from that of this version.',
    `
Of an alias that would be switched, what is compared is the text behind it.

Examples:
  $ connect-lake views diff --lake ./my-lake
  $ connect-lake views diff contact --engine athena --database connect`,
  )
    .argument('[name]', 'one view, with or without its version; all that differ unless given')
    .action(async (name: string | undefined, flags: PlaceFlags, command: Command) => {
      const { textDifferences } = await import('../../sql/view-diff.ts')
      const { config, there } = await openPlace(flags, command)
      const steps = plannedViews(there, config)
      if (name !== undefined && !steps.some(({ view }) => view.name === name)) {
        throw new LakeError({
          what: 'there is no such view',
          value: name,
          allowed: steps.map(({ view }) => view.name).join(', '),
          remedy: 'choose one of those',
        })
      }
      const found = textDifferences(steps, there).filter(({ view }) => name === undefined || view === name)
      if (flags.json) process.stdout.write(`${JSON.stringify(found)}\n`)
      else if (found.length === 0) process.stdout.write('No text differs.\n')
      else process.stdout.write(found.map(({ text }) => text).join('\n'))
    })
