import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Command } from 'commander'
import { LakeError } from '../../schema/error.ts'

export const docsCommand = (): Command =>
  new Command('docs')
    .description('Write the pages that are generated from code: dictionary, views, commands, configuration.')
    .option('--out <dir>', 'folder to write to', 'docs')
    .option('--check', 'write nothing; fail when a page is not up to date')
    .addHelpText('after', '\nExample:\n  $ connect-lake docs --check')
    .action(async (flags: { out: string; check?: boolean }, command: Command) => {
      const { documentation } = await import('../docs.ts')
      const stale: string[] = []
      for (const [name, text] of documentation(command.parent as Command)) {
        const path = join(flags.out, name)
        if (flags.check) {
          const there = await readFile(path, 'utf8').catch(() => '')
          if (there !== text) stale.push(path)
        } else {
          await mkdir(flags.out, { recursive: true })
          await writeFile(path, text)
          process.stdout.write(`${path}\n`)
        }
      }
      if (stale.length > 0) {
        throw new LakeError({
          what: 'generated pages are not up to date',
          value: stale.join(', '),
          remedy: 'write them anew with: npm run docs',
        })
      }
    })
