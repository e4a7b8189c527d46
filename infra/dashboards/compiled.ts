import { CfnResource, Stack, type StackProps, Validations } from 'aws-cdk-lib'
import { Construct } from 'constructs'
import { toCloudFormation } from '../../dashboards/quicksight/cloud-formation.ts'
import { inOrderOfDependency, isOf, type Request } from '../../dashboards/quicksight/request.ts'
import { limitedSynthesizer } from '../synthesizer.ts'

/** A logical id: letters and digits. */
const idOf = (name: string): string =>
  name
    .split(/[^A-Za-z0-9]+/)
    .map(part => part.charAt(0).toUpperCase() + part.slice(1))
    .join('')

/**
 * Compiled dashboards as resources of CloudFormation, for who deploys by templates alone: what
 * `connect-lake dashboards compile` wrote, or what `compileQuickSight` gives. Groups have to be there. One is made after what
 * it names: kinds that others name come first.
 */
export class CompiledDashboards extends Construct {
  constructor(scope: Construct, id: string, requests: readonly Request[]) {
    super(scope, id)
    const ordered = inOrderOfDependency(requests)
    let before: readonly CfnResource[] = []
    let made: CfnResource[] = []
    let kind = ''
    for (const [name, { Type, Properties }] of Object.entries(toCloudFormation(ordered))) {
      // Rules are data sets, too, and come before those that they protect.
      const next = Properties.UseAs === 'RLS_RULES' ? 'rules' : Type
      if (next !== kind) {
        if (made.length > 0) before = made
        ;[made, kind] = [[], next]
      }
      const resource = new CfnResource(this, idOf(name), { type: Type, properties: Properties })
      for (const each of before) resource.addResourceDependency(each)
      made.push(resource)
    }
    Validations.of(this).acknowledge({
      id: 'CloudFormation-Validate::E1029',
      reason: 'parameters of QuickSight are written as those of Fn::Sub are, and are none',
    })
  }
}

/**
 * The same as stacks, since a template may have 1 MB: one of what dashboards share, and one for each dashboard, with its
 * analysis.
 * @param name what names of stacks begin with
 */
export function compiledStacks(
  scope: Construct,
  name: string,
  requests: readonly Request[],
  props: StackProps = {},
): readonly Stack[] {
  const boards = requests.filter(isOf('CreateDashboard')).map(({ id }) => id)
  const boardOf = ({ operation, id }: Request): string | undefined => {
    if (operation === 'CreateFolderMembership') return boards.find(board => id.endsWith(`.${board}`))
    return ['CreateAnalysis', 'CreateDashboard'].includes(operation) ? id : undefined
  }
  const stack = (what: string, some: readonly Request[]): Stack => {
    const made = new Stack(scope, `${name}-${what}`, {
      synthesizer: limitedSynthesizer(
        'make two dashboards of it, or deploy it by connect-lake dashboards apply',
      ),
      ...props,
      stackName: `${name}-${what}`,
    })
    new CompiledDashboards(made, 'QuickSight', some)
    return made
  }
  const shared = stack(
    'data',
    requests.filter(each => boardOf(each) === undefined),
  )
  const own = boards.map(board => {
    const made = stack(
      board,
      requests.filter(each => boardOf(each) === board),
    )
    made.addStackDependency(shared)
    return made
  })
  return [shared, ...own]
}
