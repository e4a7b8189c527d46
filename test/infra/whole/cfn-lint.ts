import { execFile } from 'node:child_process'
import { pythonWith } from '../../fixture/python.ts'

const VERSION = '1.58.0'

/** A Python that has cfn-lint; made in the cache when it is not there. */
export const pythonWithCfnLint = (): Promise<string> =>
  pythonWith(`cfn-lint-${VERSION}`, [`cfn-lint==${VERSION}`])

/** What it finds that CDK writes into every template: a dependency beside the reference that makes it. */
const OF_CDK = ['W3005']

/** Actions that QuickSight knows and the reference of actions, from which cfn-lint has its list, leaves out. */
const LEFT_OUT = /:W3037:'describe(dashboard|analysis)definition' is not one of/

/** 0, and the sum of what was found: 2 for errors, 4 for warnings, 8 for what is told. */
const FOUND = [0, 2, 4, 6, 8, 10, 12, 14]

/**
 * What cfn-lint finds in templates, warnings among it, a line each. Throws where it could not look.
 * @param paths of templates
 */
export async function cfnLint(region: string, paths: readonly string[]): Promise<readonly string[]> {
  const options = ['--regions', region, '--format', 'parseable', '--ignore-checks', ...OF_CDK, '--template']
  const python = await pythonWithCfnLint()
  return new Promise((resolve, reject) =>
    execFile(
      python,
      ['-c', 'from cfnlint.runner import main; main()', ...options, ...paths],
      (error, stdout, stderr) => {
        const code = error ? error.code : 0
        if (FOUND.includes(code as number) && stderr === '')
          resolve(stdout.split('\n').filter(line => line !== '' && !LEFT_OUT.test(line)))
        else reject(new Error(`cfn-lint ended with ${code}: ${stderr}`))
      },
    ),
  )
}
