import { writeFile } from 'node:fs/promises'
import { Command } from 'commander'
import { LakeError } from '../../schema/error.ts'
import { type Answers, questions } from '../deployment/questions.ts'

interface Flags extends Answers {
  readonly out: string
  readonly force?: boolean
}

/** Asks for what no flag answered. Undefined when the user gave up. */
async function asked(flags: Answers): Promise<Answers | undefined> {
  const { intro, isCancel, text } = await import('@clack/prompts')
  const answers: Record<string, string | undefined> = { ...flags }
  intro('What is to be deployed?')
  for (const { key, asks, suggested, needs } of questions) {
    if (answers[key] !== undefined || (needs && !answers[needs]?.trim())) continue
    const answer = await text({
      message: `${asks[0]?.toUpperCase()}${asks.slice(1)}`,
      ...(suggested !== undefined && { initialValue: suggested }),
      validate: value => (suggested === undefined && !value?.trim() ? 'It has no default.' : undefined),
    })
    if (isCancel(answer)) return undefined
    answers[key] = answer
  }
  return answers
}

/** Writes the file; what is there stays unless `force` says otherwise. */
async function write(path: string, text: string, force: boolean): Promise<void> {
  try {
    await writeFile(path, text, { flag: force ? 'w' : 'wx' })
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause
    throw new LakeError({
      what: 'there is a file of this name, and it stays as it is',
      value: path,
      allowed: 'a name that is not taken',
      remedy: 'name another one with --out, or overwrite it with --force',
      cause,
    })
  }
}

export function initCommand(): Command {
  const command = new Command('init').description(
    'Write the file that says what is deployed to AWS, by questions or by flags.',
  )
  for (const { flag, asks, suggested } of questions)
    command.option(flag, suggested ? `${asks} (default: ${suggested})` : asks)
  return command
    .option('--out <file>', 'file to write', 'connect-lake.deploy.json')
    .option('--force', 'overwrite what is there')
    .addHelpText(
      'after',
      `
On a terminal it asks for what no flag says. All else that a deployment can be told has a default, which
docs/connect-lake.deploy.schema.json says; write it into the file. Nothing is sent to AWS: connect-lake doctor looks whether
instances, streams and QuickSight are as the file says.

Examples:
  $ connect-lake init
  $ connect-lake init --environment prod --instances arn:aws:connect:eu-west-2:123456789012:instance/01234567-89ab-cdef-0123-456789abcdef=acme --time-zone Europe/London
  $ connect-lake init --environment prod --instances … --managed-lake connect_managed=999988887777.connect_datalake
  $ connect-lake init --environment prod --instances … --quicksight-groups leads=owner,staff=viewer --quicksight-region us-east-1`,
    )
    .action(async ({ out, force = false, ...flags }: Flags) => {
      const { checkAnswered, deploymentFile } = await import('../deployment/answers.ts')
      const canAsk = process.stdin.isTTY === true && process.stdout.isTTY === true
      const answers = canAsk ? await asked(flags) : flags
      if (answers === undefined) {
        process.exitCode = 130
        return
      }
      checkAnswered(answers)
      await write(out, `${JSON.stringify(deploymentFile(answers, out), null, 2)}\n`, force)
      process.stdout.write(`${out}\n`)
    })
}
