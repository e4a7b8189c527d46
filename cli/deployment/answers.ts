import { deploymentOf } from '../../infra/config.ts'
import { groupsIn } from '../quicksight/settings.ts'
import { WrongUse } from '../wrong-use.ts'
import { type Answers, questions } from './questions.ts'

const listed = (text: string): readonly string[] =>
  text
    .split(',')
    .map(each => each.trim())
    .filter(each => each !== '')

/** Refuses what lacks an answer, with every flag that is missing. Throws a `WrongUse`. */
export function checkAnswered(answers: Answers): void {
  const missing = questions.filter(({ key, suggested }) => suggested === undefined && !answers[key])
  if (missing.length === 0) return
  throw new WrongUse({
    what: 'without a terminal nothing can be asked, and flags are missing',
    value: missing.map(({ flag }) => flag).join(', '),
    allowed: missing.map(({ flag, asks }) => `${flag}  ${asks}`).join('\n'),
    remedy: 'name them, or run the command on a terminal',
  })
}

/** The section `quicksight`; undefined where nobody is to see dashboards there. Throws a `WrongUse`. */
function quickSightOf(list: string, region: string): Readonly<Record<string, unknown>> | undefined {
  if (list.trim() !== '') {
    const identity = region.trim() === '' ? {} : { identity_region: region.trim() }
    return { groups: groupsIn(list), ...identity }
  }
  if (region.trim() === '') return undefined
  throw new WrongUse({
    what: 'a region of QuickSight was named, and nobody who is to see dashboards there',
    value: `--quicksight-region ${region}`,
    allowed: '--quicksight-region only with --quicksight-groups',
    remedy: 'name the groups, or leave the region out',
  })
}

/** The section `etl.managed_lake`; a part that is not named is missed where the deployment is looked at. */
function managedLakeOf(link: string): Readonly<Record<string, unknown>> {
  const [own = '', target = ''] = link.split('=').map(part => part.trim())
  const [database, table] = own.split('.')
  const [account, ofTarget, targetTable] = target.split('.')
  return {
    ...{ database, ...(table && { table }) },
    target: { account, database: ofTarget, ...(targetTable && { table: targetTable }) },
  }
}

/**
 * The file of a deployment: what was answered, and nothing that is so by default. Pure. Throws a `LakeError` when it is no
 * valid deployment.
 * @param where the file it is for
 */
export function deploymentFile(answers: Answers, where: string): Readonly<Record<string, unknown>> {
  const of = (key: keyof Answers): string =>
    answers[key] || (questions.find(each => each.key === key)?.suggested ?? '')
  const instances = listed(of('instances')).map(each => {
    const [arn = '', alias = ''] = each.split('=').map(part => part.trim())
    return { arn, alias }
  })
  const [, , , region = '', account = ''] = instances[0]?.arn.split(':') ?? []
  const changed = (key: keyof Answers, name: string) => {
    const suggested = questions.find(each => each.key === key)?.suggested
    return of(key) === suggested ? {} : { [name]: of(key) }
  }
  const readers = listed(of('fileReaders'))
  const ingest = {
    ...changed('contactRecords', 'contact_records'),
    ...changed('agentEvents', 'agent_events'),
    ...(readers.length > 0 && { recordings: true, file_notices: { readers } }),
  }
  const managed = of('managedLake').trim()
  const etl = {
    ...changed('timeZone', 'time_zone'),
    ...changed('schedule', 'schedule'),
    ...(managed !== '' && { managed_lake: managedLakeOf(managed) }),
  }
  const quicksight = quickSightOf(of('quicksightGroups'), of('quicksightRegion'))
  const emails = listed(of('emails'))
  const file = {
    environment: of('environment'),
    ...{ account, region, instances },
    ...(Object.keys(ingest).length > 0 && { ingest }),
    ...(Object.keys(etl).length > 0 && { etl }),
    ...(quicksight && { quicksight }),
    ...(emails.length > 0 && { watch: { emails } }),
  }
  deploymentOf(file, where)
  return file
}
