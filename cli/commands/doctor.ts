import { existsSync } from 'node:fs'
import { Command } from 'commander'
import { DEPLOYMENT_FILE } from '../../infra/names.ts'
import { CONFIG_FILE, settleConfig } from '../config.ts'
import { checkoutFlag, deploymentFlag, jsonFlag } from '../flags.ts'

interface DoctorFlags {
  readonly deployment?: string
  readonly checkout?: string
  readonly offline?: boolean
  readonly json?: boolean
}

export const doctorCommand = (): Command =>
  new Command('doctor')
    .description('Whether an account and this machine are ready for what is to be deployed; changes nothing.')
    .addOption(deploymentFlag())
    .addOption(checkoutFlag())
    .option('--offline', 'ask nobody: look only at what is on this machine')
    .addOption(jsonFlag())
    .addHelpText(
      'after',
      `
Looks at Node, at the files connect-lake.deploy.json and connect-lake.config.json, at the checkout and the sizes of its
templates; then, with the credentials of the environment, at the account: stacks of sections that were taken out of the file,
policies of its keys, its instances of Connect and what holds their places, the log groups of their flows, quotas, permissions,
QuickSight with all that apply looks at before its first write: who reads, what that role lacks, room in memory. It ends with 1 when something failed. What it may not ask is not checked.

Examples:
  $ connect-lake doctor
  $ connect-lake doctor --deployment staging.json --offline`,
    )
    .action(async ({ deployment, checkout, offline: isOffline, json }: DoctorFlags, command: Command) => {
      const { configurationFindings, offline, templates } = await import('../doctor/offline.ts')
      const file = deployment ?? DEPLOYMENT_FILE
      const configFile = (command.parent?.opts().config as string | undefined) ?? CONFIG_FILE
      // Who only has a lake deploys nothing: then its configuration is what is looked at.
      const isDeployed = deployment !== undefined || existsSync(file) || !existsSync(configFile)
      const here = isDeployed ? await offline(file, checkout) : undefined
      const configured = await configurationFindings(configFile, () => settleConfig(command, {}))
      const { online } = await import('../doctor/online.ts')
      const looked = here && (await templates(file, here))
      const asked = { deployment: here?.deployment, types: looked?.types, config: configured.config }
      const findings = [
        ...(here?.findings ?? []),
        ...(looked?.findings ?? []),
        ...configured.findings,
        ...(isOffline ? [] : await online(command, asked)),
      ]
      const { findingLines, hasFailed, tally } = await import('../doctor/print.ts')
      process.stdout.write(
        json
          ? `${JSON.stringify({ checks: findings })}\n`
          : `${[...findingLines(findings), '', tally(findings)].join('\n')}\n`,
      )
      if (hasFailed(findings)) process.exitCode = 1
    })
