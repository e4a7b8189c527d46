import { Command } from 'commander'
import type { TableCatalog } from '../../lake/catalog/catalog.ts'
import type { Difference } from '../../lake/catalog/difference.ts'
import { settleConfig } from '../config.ts'
import { glueFlag, jsonFlag, lakeFlag } from '../flags.ts'
import { catalogsOf, existingLake } from '../lake.ts'
import { alignedTable } from '../table.ts'
import { count, styled } from '../terminal.ts'

interface CatalogFlags {
  readonly lake?: string
  readonly glue?: string
  readonly json?: boolean
}

/** What catalogs show otherwise than the log says. */
type Found = readonly { readonly catalog: string; readonly differences: readonly Difference[] }[]

/** A page of differences tells what is wrong; all of them are in the JSON. */
const MOST_SHOWN = 40
const WIDEST = 72

const columns = ['table', 'what', 'of', 'shown', 'by the log'].map(name => ({ name, align: 'left' as const }))

/** Places differ at their ends. */
function cut(text: string | null): string {
  if (text === null) return '–'
  return text.length <= WIDEST ? text : `${text.slice(0, 20)}…${text.slice(21 - WIDEST)}`
}

function print(found: Found, inOrder: string): void {
  for (const { catalog, differences } of found) {
    if (differences.length === 0) {
      process.stdout.write(`${styled('green', '✓')} ${catalog}: ${inOrder}\n`)
      continue
    }
    const rows = differences
      .slice(0, MOST_SHOWN)
      .map(({ table, what, of, shown, wanted }) => [table, what, of, cut(shown), cut(wanted)])
    process.stdout.write(`${styled('yellow', '·')} ${catalog}: ${count(differences.length)} differences\n\n`)
    process.stdout.write(`${alignedTable(columns, rows)}\n`)
    const more = differences.length - rows.length
    process.stdout.write(more > 0 ? `… and ${count(more)} more: --json has them all\n\n` : '\n')
  }
}

/** A lake and its catalogs, and what they are to show. */
async function opened(flags: CatalogFlags, command: Command) {
  const config = settleConfig(command, { lake: flags.lake, glue: flags.glue })
  const lake = await existingLake(config)
  const { catalogTables } = await import('../../etl/job/catalog.ts')
  return { catalogs: await catalogsOf(lake, config), wanted: catalogTables(await lake.log.head()) }
}

async function eachOf(
  catalogs: readonly TableCatalog[],
  ask: (catalog: TableCatalog) => Promise<readonly Difference[]>,
): Promise<Found> {
  const found: { catalog: string; differences: readonly Difference[] }[] = []
  for (const catalog of catalogs) found.push({ catalog: catalog.name, differences: await ask(catalog) })
  return found
}

const statusCommand = (): Command =>
  new Command('status')
    .description('Compare what the catalogs of a lake show with its log. Ends with 1 when they differ.')
    .addOption(lakeFlag())
    .addOption(glueFlag())
    .addOption(jsonFlag())
    .addHelpText(
      'after',
      '\nExample:\n  $ connect-lake catalog status --lake s3://my-bucket/connect --glue connect',
    )
    .action(async (flags: CatalogFlags, command: Command) => {
      const { catalogs, wanted } = await opened(flags, command)
      const found = await eachOf(catalogs, catalog => catalog.differences(wanted))
      const differs = found.some(({ differences }) => differences.length > 0)
      if (flags.json) process.stdout.write(`${JSON.stringify(found)}\n`)
      else {
        print(found, 'as the log says')
        if (differs) process.stdout.write('Heal them with: connect-lake catalog repair\n')
      }
      if (differs) process.exitCode = 1
    })

const repairCommand = (): Command =>
  new Command('repair')
    .description('Bring the catalogs of a lake to what its log says, also where they were changed by hand.')
    .addOption(lakeFlag())
    .addOption(glueFlag())
    .addOption(jsonFlag())
    .addHelpText(
      'after',
      `
A run brings them to the log, too. This looks closer: also at the columns of every partition; and it sets back types that
differ, which a run refuses. No data are touched.

Example:
  $ connect-lake catalog repair --lake s3://my-bucket/connect --glue connect`,
    )
    .action(async (flags: CatalogFlags, command: Command) => {
      const { catalogs, wanted } = await opened(flags, command)
      const healed = await eachOf(catalogs, catalog => catalog.repair(wanted))
      if (flags.json) process.stdout.write(`${JSON.stringify(healed)}\n`)
      else {
        print(healed, 'nothing to heal')
        if (healed.some(({ differences }) => differences.length > 0))
          process.stdout.write('These were healed: the catalogs show what the log says.\n')
      }
    })

export const catalogCommand = (): Command =>
  new Command('catalog')
    .description('What others see of the lake, in its own catalog and in AWS Glue: status, repair.')
    .addCommand(statusCommand())
    .addCommand(repairCommand())
    .addHelpText('after', '\nExample:\n  $ connect-lake catalog status --lake ./my-lake')
