import { ingest } from './ingestion.ts'
import { absent, byArn, find, idOf, type Kind, kinds, type Operation, page } from './kind.ts'
import type { Input } from './routes.ts'
import {
  type Asset,
  type AssetError,
  isLate,
  latestOf,
  ServiceError,
  type State,
  statusOf,
  type Version,
} from './state.ts'

const dataSetsOf = (input: Input): string[] =>
  (input.Definition?.DataSetIdentifierDeclarations ?? []).map((each: Input) => each.DataSetArn)

/** What is refused at once, and what goes wrong later. */
function judged(state: State, kind: Kind, input: Input): readonly AssetError[] {
  if (kind.name === 'DataSet') {
    for (const table of Object.values<Input>(input.PhysicalTableMap)) {
      const arn = (table.RelationalTable ?? table.CustomSql)?.DataSourceArn
      if (arn && !byArn(state, arn)) throw absent(`Data source ${arn}`)
    }
  }
  return dataSetsOf(input)
    .filter(arn => !byArn(state, arn))
    .map(arn => ({ Type: 'DATA_SET_NOT_FOUND', Message: `Data set ${arn} is not found` }))
}

const permissionsOf = (given: Input[] = []) =>
  new Map<string, readonly string[]>(given.map(each => [each.Principal, each.Actions]))
const tagsOf = (given: Input[] = []) => new Map<string, string>(given.map(each => [each.Key, each.Value]))

const created =
  (kind: Kind): Operation =>
  (state, input, fate) => {
    const id = idOf(kind, input)
    const key = `${kind.word}/${id}`
    const there = state.assets.get(key)
    // A deleted analysis keeps its id for as long as it can be restored.
    if (there) throw new ServiceError('ResourceExistsException', `${kind.name} ${id} already exists`)
    const errors = [...judged(state, kind, input), ...fate.errors]
    const arn = `arn:aws:quicksight:${state.region}:${state.account_id}:${key}`
    const version: Version = {
      number: 1,
      input,
      pending: kind.isSlow ? fate.pending : 0,
      late: kind.hasVersions ? fate.late : 0,
      made: 'CREATION',
      errors,
    }
    const asset: Asset = {
      arn,
      versions: [version],
      published: 1,
      permissions: permissionsOf(input.Permissions),
      tags: tagsOf(input.Tags),
      isDeleted: false,
    }
    state.assets.set(key, asset)
    const first =
      kind.name === 'DataSet' && input.ImportMode === 'SPICE'
        ? ingest(state, id, 'INITIAL_INGESTION', fate, `first-${id}`)
        : undefined
    return {
      Arn: arn,
      [`${kind.name}Id`]: id,
      CreationStatus: statusOf(version),
      ...(kind.hasVersions && { VersionArn: `${arn}/version/1` }),
      ...(first && { IngestionId: first.id }),
    }
  }

const updated =
  (kind: Kind): Operation =>
  (state, input, fate) => {
    const asset = find(state, kind, input)
    const before = latestOf(asset)
    if (before.pending > 0)
      throw new ServiceError('ConflictException', `${kind.name} ${idOf(kind, input)} is in the making`)
    const errors = [...judged(state, kind, input), ...fate.errors]
    const kept = kind.name === 'Folder' || kind.name === 'DataSource' ? before.input : {}
    const version: Version = {
      number: before.number + 1,
      // A data set that is one of rules stays one.
      input: { ...kept, ...input, ...(before.input.UseAs && { UseAs: before.input.UseAs }) },
      pending: kind.isSlow ? fate.pending : 0,
      late: kind.hasVersions ? fate.late : 0,
      made: kind.hasVersions ? 'CREATION' : 'UPDATE',
      errors,
    }
    if (kind.hasVersions) asset.versions.push(version)
    else asset.versions.splice(0, 1, { ...version, number: 1 })
    const again =
      kind.name === 'DataSet' && input.ImportMode === 'SPICE'
        ? ingest(
            state,
            idOf(kind, input),
            'FULL_REFRESH',
            fate,
            `update-${version.number}-${state.ingestions.get(idOf(kind, input))?.length}`,
          )
        : undefined
    return {
      Arn: asset.arn,
      [`${kind.name}Id`]: idOf(kind, input),
      ...(kind.hasVersions && { VersionArn: `${asset.arn}/version/${version.number}` }),
      CreationStatus: statusOf(version),
      UpdateStatus: statusOf(version),
      ...(again && { IngestionId: again.id }),
    }
  }

export const versionOf = (asset: Asset, number: number): Version => {
  const found = asset.versions.find(each => each.number === number)
  if (!found) throw absent(`Version ${number}`)
  return found
}

/** The newest version that can be seen by now. */
function seenOf(asset: Asset): Version {
  const seen = asset.versions.findLast(version => !isLate(version))
  if (!seen) throw absent('A version')
  return seen
}

/** A look at something that is in the making brings it on. */
function looked(version: Version): string {
  const status = statusOf(version)
  if (version.pending > 0) version.pending--
  return status
}

const described =
  (kind: Kind): Operation =>
  (state, input) => {
    const asset = find(state, kind, input)
    const version =
      kind.name === 'Dashboard' ? versionOf(asset, input.VersionNumber ?? asset.published) : seenOf(asset)
    const status = looked(version)
    const shown = Object.fromEntries(
      kind.shown.filter(name => version.input[name] !== undefined).map(name => [name, version.input[name]]),
    )
    const errors = status.endsWith('FAILED') ? version.errors : []
    const arns = dataSetsOf(version.input)
    const { ThemeArn, VersionDescription, BaseThemeId, Configuration } = version.input
    const told = {
      VersionNumber: version.number,
      Status: status,
      Description: VersionDescription,
      DataSetArns: arns,
      ThemeArn,
      Errors: errors,
      CreatedTime: 1.7e9,
    }
    const versioned = kind.name === 'Theme' ? { ...told, BaseThemeId, Configuration } : told
    return {
      [kind.name]: {
        ...{
          Arn: asset.arn,
          [`${kind.name}Id`]: idOf(kind, input),
          ...shown,
          CreatedTime: 1.7e9,
          LastUpdatedTime: 1.7e9,
        },
        ...(kind.hasVersions
          ? { Version: versioned, ...(kind.name === 'Dashboard' && { LastPublishedTime: 1.7e9 }) }
          : {}),
        ...(kind.isSlow && !kind.hasVersions ? { Status: status, Errors: errors, DataSetArns: arns } : {}),
        ...(kind.name === 'DataSet' && { ConsumedSpiceCapacityInBytes: asset.spice_bytes ?? 0 }),
        ...(kind.name === 'DataSource' && errors[0] ? { ErrorInfo: errors[0] } : {}),
      },
    }
  }

const definitionOf =
  (kind: Kind): Operation =>
  (state, input) => {
    const asset = find(state, kind, input)
    const version =
      kind.name === 'Dashboard' ? versionOf(asset, input.VersionNumber ?? asset.published) : latestOf(asset)
    const { Name, ThemeArn, Definition, DashboardPublishOptions } = version.input
    return {
      [`${kind.name}Id`]: idOf(kind, input),
      Name,
      ThemeArn,
      Definition,
      DashboardPublishOptions,
      ResourceStatus: statusOf(version),
      Errors: version.errors,
    }
  }

const deleted =
  (kind: Kind): Operation =>
  (state, input) => {
    const asset = find(state, kind, input)
    const key = `${kind.word}/${idOf(kind, input)}`
    if (kind.name === 'Folder' && (state.members.get(idOf(kind, input))?.size ?? 0) > 0)
      throw new ServiceError('ConflictException', `Folder ${idOf(kind, input)} has members`)
    if (kind.name === 'Analysis' && input.ForceDeleteWithoutRecovery !== true) asset.isDeleted = true
    else state.assets.delete(key)
    state.properties.delete(idOf(kind, input))
    for (const members of state.members.values())
      members.delete(`${kind.name.toUpperCase()}/${idOf(kind, input)}`)
    return { Arn: asset.arn, [`${kind.name}Id`]: idOf(kind, input) }
  }

const listed =
  (kind: Kind): Operation =>
  (state, input) => {
    const all = [...state.assets].flatMap(([key, asset]) => {
      if (!key.startsWith(`${kind.word}/`) || (asset.isDeleted && kind.name !== 'Analysis')) return []
      const { Name, ImportMode, UseAs } = latestOf(asset).input
      const Status = asset.isDeleted ? 'DELETED' : statusOf(latestOf(asset))
      return [
        {
          ...{ Arn: asset.arn, [`${kind.name}Id`]: key.slice(kind.word.length + 1), Name, Status },
          ...{ ImportMode, ...(UseAs && { UseAs }) },
        },
      ]
    })
    const { some, next } = page(all, input)
    const list =
      { DataSource: 'DataSources', DataSet: 'DataSetSummaries', Analysis: 'AnalysisSummaryList' }[
        kind.name
      ] ?? `${kind.name}SummaryList`
    return { [list]: some, ...next }
  }

const permissionsShown = ({ permissions }: Asset) =>
  [...permissions].map(([Principal, Actions]) => ({ Principal, Actions }))

const permissionsDescribed =
  (kind: Kind): Operation =>
  (state, input) => ({ Permissions: permissionsShown(find(state, kind, input)) })

const permissionsUpdated =
  (kind: Kind): Operation =>
  (state, input) => {
    const asset = find(state, kind, input)
    for (const { Principal, Actions } of input.RevokePermissions ?? []) {
      const left = (asset.permissions.get(Principal) ?? []).filter(action => !Actions.includes(action))
      if (left.length > 0) asset.permissions.set(Principal, left)
      else asset.permissions.delete(Principal)
    }
    for (const { Principal, Actions } of input.GrantPermissions ?? [])
      asset.permissions.set(Principal, [
        ...new Set([...(asset.permissions.get(Principal) ?? []), ...Actions]),
      ])
    return { Permissions: permissionsShown(asset) }
  }

/** What can be done with every kind. */
export const ofKinds = kinds.flatMap((kind): [string, Operation][] => [
  [`Create${kind.name}`, created(kind)],
  [`Update${kind.name}`, updated(kind)],
  [`Describe${kind.name}`, described(kind)],
  [`Delete${kind.name}`, deleted(kind)],
  [`List${kind.plural}`, listed(kind)],
  [`Describe${kind.name}Permissions`, permissionsDescribed(kind)],
  [`Update${kind.name}Permissions`, permissionsUpdated(kind)],
  [`Describe${kind.name}Definition`, definitionOf(kind)],
])
