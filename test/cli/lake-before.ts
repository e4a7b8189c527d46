import { join } from 'node:path'
import { expect } from 'vitest'
import type { CommandLine, Ended } from '../fixture/command-line.ts'
import { contentsOf, historyOf } from '../fixture/lake-folder.ts'
import { writeTree } from '../fixture/tree.ts'
import { type ErrorParts, errorParts } from './error-parts.ts'
import { moreRaw, writeSmallRaw } from './small-raw.ts'

/** A lake of one commit, with more on the raw side, and what a reader sees of it. */
export async function lakeBefore(cli: CommandLine, folder: string) {
  const raw = writeSmallRaw(join(folder, 'raw'))
  const lake = join(folder, 'lake')
  const args = ['run', '--raw', raw, '--lake', lake, '--no-derive']
  await cli.done(args)
  writeTree(raw, moreRaw)
  const seen = async () => ({ history: await historyOf(lake), contents: await contentsOf(lake) })
  return { ...{ raw, lake, args, seen }, before: await seen() }
}

/** The error that a call ended with: told in all four parts, with code 1, and nothing on standard output. */
export async function failure(ended: Promise<Ended>): Promise<ErrorParts> {
  const { code, out, err } = await ended
  expect({ code, out }).toEqual({ code: 1, out: '' })
  const parts = errorParts(err)
  for (const part of Object.values(parts)) expect(part, err).toBeTruthy()
  return parts
}
