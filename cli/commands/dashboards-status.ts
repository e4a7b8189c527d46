import type { Command } from 'commander'
import { LakeError } from '../../schema/error.ts'
import { type DeployedFlags, deployedCommand, openQuickSight } from '../quicksight/command.ts'
import { alignedTable } from '../table.ts'
import { count, styled } from '../terminal.ts'

const left = (name: string) => ({ name, align: 'left' as const })

export const dashboardsStatusCommand = (): Command =>
  deployedCommand(
    'status',
    'How assets in QuickSight stand: missing, behind, changed by hand, failed; which version viewers see, and how data sets were last refreshed. Ends with 1 when any is wrong.',
    '\nExample:\n  $ connect-lake dashboards status --json',
  ).action(async (flags: DeployedFlags, command: Command) => {
    const { plannedAssets } = await import('../quicksight/plan.ts')
    const { ownAssets, unwanted } = await import('../../dashboards/deploy/deployed.ts')
    const { lastIngestion } = await import('../../dashboards/deploy/ingestion.ts')
    const { isOf, requestName } = await import('../../dashboards/quicksight/request.ts')
    const { api, wanted, granted } = await openQuickSight(flags, command)
    const steps = await plannedAssets(api, wanted, { granted })
    const assets = []
    for (const { request, action, reason, before } of steps) {
      const isInMemory = isOf('CreateDataSet')(request) && request.input.ImportMode === 'SPICE' && before
      const last = isInMemory ? await lastIngestion(api, request.input.DataSetId ?? '') : undefined
      assets.push({
        asset: requestName(request),
        state: action === 'keep' ? 'as it should be' : action === 'create' ? 'missing' : reason,
        ...(before?.versions && {
          published: before.versions.published ?? null,
          latest: before.versions.latest,
        }),
        ...(last && { refresh: last.IngestionStatus ?? '' }),
        ...(last?.ErrorInfo && { refresh_error: `${last.ErrorInfo.Type}: ${last.ErrorInfo.Message}` }),
      })
    }
    const others = flags.from === undefined ? unwanted(await ownAssets(api), wanted) : []
    const wrong = assets.filter(({ state, refresh }) => state !== 'as it should be' || refresh === 'FAILED')
    if (flags.json) process.stdout.write(`${JSON.stringify({ assets, others: others.map(requestName) })}\n`)
    else {
      const rows = wrong.map(({ asset, state, published, latest, refresh_error }) => [
        ...[
          asset,
          state,
          latest === undefined ? '' : `${published ?? 'none'} of ${latest}`,
          refresh_error ?? '',
        ],
      ])
      if (wrong.length > 0)
        process.stdout.write(
          `${alignedTable(['asset', 'state', 'version shown', 'last refresh'].map(left), rows)}\n\n${count(wrong.length)} assets differ. Put them right with: connect-lake dashboards apply\n`,
        )
      else
        process.stdout.write(
          `${styled('green', '✓')} ${count(assets.length)} assets as this version has them\n`,
        )
      if (others.length > 0)
        process.stdout.write(
          `Not wanted any more, and taken away by apply --prune: ${others.map(requestName).join(', ')}\n`,
        )
    }
    if (wrong.length > 0) process.exitCode = 1
  })

const MOST_SHOWN = 200
const text = (value: unknown): string => {
  const all = JSON.stringify(value) ?? '–'
  return all.length > MOST_SHOWN ? `${all.slice(0, MOST_SHOWN)}…` : all
}

export const dashboardsDiffCommand = (): Command =>
  deployedCommand(
    'diff',
    'How assets in QuickSight differ from those of this version, place by place.',
    `
What QuickSight fills in where nothing was asked for is no difference.

Examples:
  $ connect-lake dashboards diff
  $ connect-lake dashboards diff CreateDashboard.contact-centre-overview`,
  )
    .argument('[asset]', 'one asset, by its name in dashboards plan; all that differ unless given')
    .action(async (name: string | undefined, flags: DeployedFlags, command: Command) => {
      const { plannedAssets } = await import('../quicksight/plan.ts')
      const { requestName } = await import('../../dashboards/quicksight/request.ts')
      const { api, wanted, granted } = await openQuickSight(flags, command)
      const one = name === undefined ? wanted : wanted.filter(each => requestName(each) === name)
      if (one.length === 0)
        throw new LakeError({
          what: 'there is no such asset',
          value: name,
          allowed: wanted.map(requestName).join(', '),
          remedy: 'choose one of those',
        })
      const steps = await plannedAssets(api, one, { granted })
      const found = steps.flatMap(({ request, differences = [], before }) =>
        before && differences.length > 0 ? [{ asset: requestName(request), differences }] : [],
      )
      if (flags.json) process.stdout.write(`${JSON.stringify(found)}\n`)
      else if (found.length === 0) process.stdout.write('Nothing differs.\n')
      for (const { asset, differences } of flags.json ? [] : found) {
        process.stdout.write(`${asset}\n`)
        for (const { path, shown, wanted: next } of differences)
          process.stdout.write(
            `  ${path}\n${styled('red', `  - ${text(shown)}`)}\n${styled('green', `  + ${text(next)}`)}\n`,
          )
      }
    })
