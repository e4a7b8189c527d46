import { Command } from 'commander'
import { compileCommand } from './dashboards-compile.ts'
import {
  dashboardsApplyCommand,
  dashboardsDeleteCommand,
  dashboardsPlanCommand,
  dashboardsPublishCommand,
  dashboardsRollbackCommand,
} from './dashboards-deploy.ts'
import { exportCommand } from './dashboards-html.ts'
import { dashboardsRefreshCommand } from './dashboards-refresh.ts'
import { dashboardsDiffCommand, dashboardsStatusCommand } from './dashboards-status.ts'

export const dashboardsCommand = (): Command =>
  new Command('dashboards')
    .description(
      'The dashboards, elsewhere than on the page of this machine: as a report, and in QuickSight.',
    )
    .addCommand(compileCommand())
    .addCommand(dashboardsPlanCommand())
    .addCommand(dashboardsApplyCommand())
    .addCommand(dashboardsStatusCommand())
    .addCommand(dashboardsDiffCommand())
    .addCommand(dashboardsPublishCommand())
    .addCommand(dashboardsRollbackCommand())
    .addCommand(dashboardsRefreshCommand())
    .addCommand(dashboardsDeleteCommand())
    .addCommand(exportCommand())
    .addHelpText('after', '\nExample:\n  $ connect-lake dashboards export --lake ./my-lake --html ./report')
