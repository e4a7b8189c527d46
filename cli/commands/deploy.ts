import { Command, Option } from 'commander'
import { DEPLOYMENT_FILE } from '../../infra/names.ts'
import { checkoutFlag, deploymentFlag } from '../flags.ts'

interface DeployFlags {
  readonly deployment?: string
  readonly checkout?: string
  readonly dryRun?: boolean
  readonly diff?: boolean
  readonly policies?: string
  readonly removeStacks?: boolean
  readonly yes?: boolean
}

export const deployCommand = (): Command =>
  new Command('deploy')
    .description(
      'Deploy to AWS what connect-lake.deploy.json says, by the CDK of a checkout of this project.',
    )
    .addOption(deploymentFlag())
    .addOption(checkoutFlag())
    .addOption(
      new Option('--dry-run', 'synthesise and validate, show the stacks, and stop; asks nobody').conflicts(
        'diff',
      ),
    )
    .option('--diff', 'show what would change in the account, and stop')
    .addOption(
      new Option(
        '--policies <dir>',
        'write what the role of CloudFormation needs to deploy this, as policies of IAM, and stop; asks nobody',
      ).conflicts(['diff', 'dryRun']),
    )
    .addOption(
      new Option(
        '--remove-stacks',
        'first destroy stacks whose section was taken out of the file; on a terminal it asks',
      ).conflicts(['diff', 'dryRun', 'policies']),
    )
    .option('--yes', 'do not ask before permissions are widened, or stacks are destroyed')
    .addHelpText(
      'after',
      `
First it looks at all that connect-lake doctor --offline does. Code is made anew; for the layer with DuckDB it asks the
registry of npm, once for each release. Stacks that did not change stay as they are; what failed is rolled back by
CloudFormation, and the same command goes on from there. A section that is taken out of the file (live, quicksight) leaves its
stack in the account as it was: that is told, and --remove-stacks destroys it. Buckets that an earlier deployment left behind,
and their key, are taken back as they are. The region is made ready once, by: npx cdk bootstrap
That gives the role of CloudFormation every right, unless it is told which: see --policies.

Examples:
  $ connect-lake deploy --dry-run
  $ connect-lake deploy --diff
  $ connect-lake deploy --policies ./policies
  $ connect-lake deploy --remove-stacks
  $ connect-lake deploy --deployment prod.json --yes`,
    )
    .action(async ({ deployment: file = DEPLOYMENT_FILE, checkout: folder, ...flags }: DeployFlags) => {
      const { dryRun, diff, policies, removeStacks, yes } = flags
      const { checkEnded, printStacks, withDeployment } = await import('../deployment/deploying.ts')
      const { readDeployment } = await import('../../infra/config.ts')
      const isValidated = policies === undefined
      await withDeployment(file, folder, isValidated, async deploying => {
        const { checkout, assembly } = deploying
        const deployment = readDeployment(file)
        if (policies !== undefined) {
          const { writePolicies } = await import('../deployment/policies.ts')
          return writePolicies(policies, assembly, deployment)
        }
        if (!diff) printStacks(assembly)
        if (dryRun) return
        const { looked } = await import('../deployment/looked.ts')
        const { orphansOf } = await import('../deployment/orphans.ts')
        const { partsThere, removeParts, tellOrphans } = await import('../deployment/remove-orphans.ts')
        const { checkForeign, retainedOf } = await import('../deployment/retained.ts')
        const { takeBack, tellRetained } = await import('../deployment/take-back.ts')
        const orphans = await looked(() => orphansOf(deployment))
        tellOrphans(orphans)
        const retained = await looked(() => retainedOf(deployment))
        if (retained.found) checkForeign(retained.found, deployment)
        tellRetained(retained)
        if (diff) {
          const { code } = await checkout.cdk(['diff', '--all', '--app', assembly.folder])
          return checkEnded(code, 'compare', 'mend what it says; nothing was changed')
        }
        if (removeStacks) {
          const isAsked = !yes && process.stdin.isTTY === true
          await removeParts(deploying, deployment, partsThere(orphans, deployment), isAsked)
        }
        const approval = ['--require-approval', yes ? 'never' : 'broadening']
        if (retained.found) await takeBack(deploying, retained.found, approval)
        const { code } = await checkout.cdk(['deploy', '--all', '--app', assembly.folder, ...approval])
        checkEnded(code, 'deploy', 'mend what it says, and run the same command again: it goes on from there')
      })
    })
