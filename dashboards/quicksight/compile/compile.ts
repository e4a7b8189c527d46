import { LakeError } from '../../../schema/error.ts'
import type { Access } from '../../../sql/access.ts'
import type { Dashboard } from '../../normal/dashboard.ts'
import { type Themes, themes } from '../../theme/tokens.ts'
import { assetId } from '../place.ts'
import { inOrderOfDependency, type Request, request } from '../request.ts'
import { placeOf, type QuickSightSettings } from '../settings.ts'
import { tagged } from '../tags.ts'
import { dashboardRequests } from './dashboard.ts'
import { dataSetRequest, ruleSetRequests } from './data-set.ts'
import { dataSourceRequest } from './data-source.ts'
import { compileDefinition, dataSetsOf } from './definition.ts'
import type { Field } from './field.ts'
import type { UsedDataset } from './preparation.ts'
import { refreshRequests } from './refresh.ts'
import { groupsOf, permissionsOf } from './share.ts'
import { themeRequest } from './theme.ts'

const FOLDER = 'connect-lake'

/** What is compiled. */
export interface Source {
  /** Every dashboard that is deployed: they lead to each other, and share data sets. */
  readonly dashboards: readonly Dashboard[]
  readonly settings: QuickSightSettings
  /** Who sees which rows, and who sees personal data; none for everybody. */
  readonly access?: Access
  /** By whose clocks days begin; else UTC. */
  readonly time_zone?: string
  /** The colours of a company; else our own. */
  readonly colours?: Themes
  /** Of this package: assets say what made them. */
  readonly version: string
}

/** The data sets of all dashboards, each with the fields that any of them names. */
function usedDatasets(fields: readonly Field[]): readonly UsedDataset[] {
  return dataSetsOf(fields).map(data => {
    const own = fields.filter(field => field.data.name === data.name)
    const byName = new Map<string, Field>()
    for (const field of own) {
      const found = byName.get(field.name)
      if (found && found.made === 'with the data set' && found.expression !== field.expression)
        throw new LakeError({
          what: `data set ${data.name}: two dashboards mean different things by one field`,
          value: field.name,
          allowed: 'one meaning for each label',
          remedy: 'change the label of one of the two dimensions',
        })
      if (!found) byName.set(field.name, field)
    }
    return { data, fields: [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1)) }
  })
}

/** Throws where the settings say something of a data set that there is not. */
function checkNames({ import_modes, full_refresh }: QuickSightSettings, used: readonly UsedDataset[]): void {
  const names = used.map(({ data }) => data.name)
  const unknown = [...Object.keys(import_modes), ...full_refresh].find(name => !names.includes(name))
  if (unknown !== undefined)
    throw new LakeError({
      what: 'quicksight: no dashboard has such a data set',
      value: unknown,
      allowed: names.join(', '),
      remedy: 'name one of these in import_modes and full_refresh',
    })
}

const folderRequests = (
  dashboards: readonly Dashboard[],
  settings: QuickSightSettings,
): readonly Request[] => {
  const place = placeOf(settings)
  const own = { AwsAccountId: place.account_id, FolderId: assetId(place, FOLDER) }
  return [
    request('CreateFolder', FOLDER, {
      ...own,
      Name: `${place.prefix}connect-lake`,
      FolderType: 'SHARED',
      Permissions: permissionsOf('folder', settings),
    }),
    ...dashboards.map(({ id }) =>
      request('CreateFolderMembership', `${FOLDER}.${id}`, {
        ...own,
        MemberId: assetId(place, id),
        MemberType: 'DASHBOARD',
      }),
    ),
  ]
}

const groupRequests = (settings: QuickSightSettings): readonly Request[] => {
  const { account_id, namespace } = placeOf(settings)
  return groupsOf(settings).map(([name]) =>
    request('CreateGroup', name, {
      AwsAccountId: account_id,
      Namespace: namespace,
      GroupName: name,
      // Not what the group may: two environments of an account can share it, and give it different rights.
      Description: 'Looks at dashboards of connect-lake',
    }),
  )
}

/**
 * Compiles dashboards to all that QuickSight is asked for, in the order in which it can be sent: definitions first, for
 * they say which fields data sets have to have.
 * @throws LakeError for what QuickSight cannot express, naming the dashboard, the visual or the data set
 */
export function compileQuickSight(source: Source): readonly Request[] {
  const { dashboards, settings, access = [], time_zone = 'UTC', colours = themes, version } = source
  const tokens = colours[settings.theme]
  const { page_url } = settings
  const around = {
    ...{ place: placeOf(settings), page_url, theme: tokens, time_zone },
    has_rules: access.length > 0,
  }
  const compiled = dashboards.map(dashboard => ({
    dashboard,
    compiled: compileDefinition(dashboard, dashboards, around),
  }))
  const used = usedDatasets(compiled.flatMap(each => each.compiled.fields))
  checkNames(settings, used)
  const all = [
    ...groupRequests(settings),
    ...folderRequests(dashboards, settings),
    dataSourceRequest(settings),
    ...used.flatMap(each => [
      ...ruleSetRequests(each, access, settings),
      dataSetRequest(each, access, settings),
      ...refreshRequests(each.data, settings),
    ]),
    themeRequest(tokens, settings),
    ...compiled.flatMap(each => dashboardRequests(each.dashboard, each.compiled, settings)),
  ]
  return inOrderOfDependency(all.map(each => tagged(each, version)))
}
