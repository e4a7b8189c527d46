import { Command } from 'commander'
import { settleConfig } from '../config.ts'
import { type EngineFlags, engineFlags, engineSettings } from '../engine.ts'
import { jsonFlag, lakeFlag } from '../flags.ts'
import { viewPlace } from './place.ts'

/** The flags of every command that is about views where they are deployed. */
export interface PlaceFlags extends EngineFlags {
  readonly lake?: string
  readonly json?: boolean
}

/** A command that is about views where they are deployed. */
export function placedCommand(name: string, description: string, help: string): Command {
  const command = new Command(name).description(description).addOption(lakeFlag())
  for (const flag of engineFlags()) command.addOption(flag)
  return command.addOption(jsonFlag()).addHelpText('after', help)
}

/** The place that flags and configuration name, and what is deployed there. */
export async function openPlace(flags: PlaceFlags, command: Command) {
  const config = settleConfig(command, { lake: flags.lake, ...engineSettings(flags) })
  const place = await viewPlace(config)
  return { config, place, there: await place.catalog.views() }
}
