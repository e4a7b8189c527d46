#!/usr/bin/env node
import { CommanderError } from 'commander'
import { program } from './program.ts'
import { printError } from './terminal.ts'

/** 0 done · 1 an expected error · 2 wrong use · 70 a fault of ours · 130 interrupted. */
async function main(): Promise<number> {
  try {
    await program().parseAsync(process.argv)
    return Number(process.exitCode ?? 0)
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    printError(error, process.argv.includes('--debug'))
    return error instanceof Error && error.name === 'LakeError' ? 1 : 70
  }
}

process.exitCode = await main()
