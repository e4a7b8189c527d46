import { versionOf } from './assets.ts'
import { absent, find, kindNamed, type Operation, page } from './kind.ts'
import type { Input } from './routes.ts'
import { type Asset, isLate, ServiceError, type State, statusOf } from './state.ts'

const dashboardOf = (state: State, input: Input): Asset => find(state, kindNamed('Dashboard'), input)

/** Versions of dashboards, and analyses that come back. */
export const versions: Readonly<Record<string, Operation>> = {
  ListDashboardVersions(state, input) {
    const all = dashboardOf(state, input)
      .versions.filter(version => !isLate(version))
      .map(version => ({
        VersionNumber: version.number,
        Status: statusOf(version),
        Description: version.input.VersionDescription,
        CreatedTime: 1.7e9,
      }))
    const { some, next } = page(all, input)
    return { DashboardVersionSummaryList: some, ...next }
  },
  UpdateDashboardPublishedVersion(state, input) {
    const asset = dashboardOf(state, input)
    const version = versionOf(asset, input.VersionNumber)
    if (!statusOf(version).endsWith('SUCCESSFUL'))
      throw new ServiceError('ConflictException', `Version ${version.number} is ${statusOf(version)}`)
    asset.published = version.number
    return { DashboardId: input.DashboardId, DashboardArn: asset.arn }
  },
  RestoreAnalysis(state, input) {
    const asset = state.assets.get(`analysis/${input.AnalysisId}`)
    if (!asset?.isDeleted) throw absent(`Analysis ${input.AnalysisId}`)
    asset.isDeleted = false
    return { Arn: asset.arn, AnalysisId: input.AnalysisId }
  },
}
