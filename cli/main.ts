#!/usr/bin/env node
import { CommanderError } from 'commander'
import { LakeError } from '../schema/error.ts'
import { program } from './program.ts'
import { withSpecFile } from './spec-fault.ts'
import { inWords } from './system-error.ts'
import { printError } from './terminal.ts'
import { WrongUse } from './wrong-use.ts'

/** Prints an error; gives the code to end with. */
function told(error: unknown): number {
  const said = inWords(withSpecFile(error))
  printError(said, process.argv.includes('--debug'))
  if (said instanceof WrongUse) return 2
  return said instanceof LakeError ? 1 : 70
}

// A reader that has gone, as in `| head`, is no error; a full disk behind `>` is one.
process.stdout.on('error', error => {
  process.exit((error as NodeJS.ErrnoException).code === 'EPIPE' ? 0 : told(error))
})

/** 0 done · 1 an expected error · 2 wrong use · 70 a fault of ours · 130 interrupted. */
async function main(): Promise<number> {
  try {
    await program().parseAsync(process.argv)
    return Number(process.exitCode ?? 0)
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    return told(error)
  }
}

process.exitCode = await main()
