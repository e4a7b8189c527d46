import type { SynthesisedStack } from './assembly.ts'

/** What is no stack of a deployment, or outlives one, and why. */
const staying: readonly string[] = [
  'its buckets and their key: nobody gets contacts back from Connect, and without the key nobody can read them',
  'groups of QuickSight: people are in them; and what connect-lake dashboards apply made there without a stack, which dashboards delete takes away',
  'what cdk bootstrap made in the region: other applications may use it',
]

/**
 * What goes, what stays, and why: what `destroy` says before it does anything.
 * @param orphans stacks that go, too, though the deployment has no section for them
 */
export function fateLines(
  stacks: readonly SynthesisedStack[],
  orphans: readonly string[],
): readonly string[] {
  const names = (are: boolean): readonly string[] =>
    stacks.filter(({ is_protected }) => is_protected === are).map(({ name }) => `  ${name}`)
  return [
    ...[
      'goes',
      ...names(false),
      ...orphans.map(each => `  ${each}`),
      'stays',
      ...names(true).map(name => `${name}, protected from being deleted:`),
    ],
    ...staying.map(each => `  ${each}`),
    'To give up the data, too: empty the buckets, lift the protection of the stack, delete it, then buckets and key.',
  ]
}
