import { Command } from 'commander'
import { DEPLOYMENT_FILE } from '../../infra/names.ts'
import { checkoutFlag, deploymentFlag } from '../flags.ts'
import { WrongUse } from '../wrong-use.ts'

interface DestroyFlags {
  readonly deployment?: string
  readonly checkout?: string
  readonly yes?: boolean
}

export const destroyCommand = (): Command =>
  new Command('destroy')
    .description('Take away what was deployed, but for what holds data; says first what goes and what stays.')
    .addOption(deploymentFlag())
    .addOption(checkoutFlag())
    .option('--yes', 'do it')
    .addHelpText(
      'after',
      `
Instances of Connect are left as they were found: associations that this deployment made are taken away, and from then on
nothing is kept of new contacts there; those that it replaced (ingest.take_over) lead again to where they led before. Not put
back are live media, and what is gone by then: look at the data storage of each instance where recordings have to be kept.
Stacks go, too, whose section was taken out of the file since. The lake can be deployed again over the buckets that stay.

Examples:
  $ connect-lake destroy                          what would go, and what stays
  $ connect-lake destroy --deployment dev.json --yes`,
    )
    .action(async ({ deployment: file = DEPLOYMENT_FILE, checkout: folder, yes }: DestroyFlags) => {
      const { checkEnded, withDeployment } = await import('../deployment/deploying.ts')
      const { fateLines } = await import('../deployment/fate.ts')
      const { orphanFates, partsThere, removeParts } = await import('../deployment/remove-orphans.ts')
      const { looked } = await import('../deployment/looked.ts')
      const { orphansOf } = await import('../deployment/orphans.ts')
      const { readDeployment } = await import('../../infra/config.ts')
      await withDeployment(file, folder, false, async deploying => {
        const { checkout, assembly } = deploying
        const deployment = readDeployment(file)
        const orphans = await looked(() => orphansOf(deployment))
        process.stdout.write(`${fateLines(assembly.stacks, orphanFates(orphans, deployment)).join('\n')}\n`)
        if (!yes)
          throw new WrongUse({
            what: 'nothing was destroyed: it was not said to be meant',
            allowed: '--yes',
            remedy: 'look at what would go, and run the same command again with --yes',
          })
        // First, for they may need what the others give.
        await removeParts(deploying, deployment, partsThere(orphans, deployment), false)
        const going = assembly.stacks.filter(({ is_protected }) => !is_protected).map(({ id }) => id)
        const { code } = await checkout.cdk(['destroy', ...going, '--force', '--app', assembly.folder])
        checkEnded(
          code,
          'destroy',
          'mend what it says, and run the same command again: it goes on from there',
        )
      })
    })
