import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { SourceMap } from 'node:module'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Declared, SpecError, SpecErrors } from '../dashboards/normal/fault.ts'
import { LakeError } from '../schema/error.ts'
import { packageFolder } from './version.ts'

/** Where specs are, in a checkout; an installed package has none. */
const specs = join(packageFolder, 'dashboards')

/** As a file is named to who stands here, with its line. */
const place = (file: string, line: number): string => `${relative(process.cwd(), file)}:${line}`

const keyOf = ({ kind }: Declared): string => (kind === 'filter' || kind === 'parameter' ? 'name' : 'id')

/** Where the innermost of what is declared is found; of several places that where most of what it stands in is, too. */
function declaredAt(declared: readonly Declared[]): string | undefined {
  if (!existsSync(specs)) return undefined
  const texts = readdirSync(specs, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.ts'))
    .map(file => ({ file, text: readFileSync(join(specs, file), 'utf8') }))
  const found = (text: string, each: Declared): number =>
    text.search(new RegExp(`\\b${keyOf(each)}: ['"]${each.id.replaceAll(/\W/g, '\\$&')}['"]`))
  for (const [i, each] of declared.entries()) {
    const around = declared.slice(i + 1)
    const near = ({ file, text }: (typeof texts)[number]): number =>
      around.filter(outer => found(text, outer) >= 0 || file.startsWith(outer.id)).length
    const [best] = texts
      .filter(({ text }) => found(text, each) >= 0)
      .sort((one, other) => near(other) - near(one))
    if (best)
      return place(join(specs, best.file), best.text.slice(0, found(best.text, each)).split('\n').length)
  }
  return undefined
}

/** Where a place in what runs was written: in a bundle its map says so. */
function writtenAt(file: string, line: number, column: number): readonly [file: string, line: number] {
  if (!existsSync(`${file}.map`)) return [file, line]
  const map = new SourceMap(JSON.parse(readFileSync(`${file}.map`, 'utf8')))
  const entry = map.findEntry(line - 1, column - 1)
  if (!('originalSource' in entry)) return [file, line]
  return [resolve(dirname(file), entry.originalSource), entry.originalLine + 1]
}

// A frame of no function, or of one without a name: a module as it is loaded.
const FRAME = /^ {4}at (?:async )?(?:<anonymous> \()?(?:file:\/\/)?([^():\s]+):(\d+):(\d+)\)?$/gm

/** The spec that was being loaded as something was thrown. */
function loadedAt({ stack = '' }: Error): string | undefined {
  for (const [, file = '', line, column] of stack.matchAll(FRAME)) {
    const [source, at] = writtenAt(fileURLToPath(`file://${file}`), Number(line), Number(column))
    if (source.startsWith(`${specs}${sep}`) && existsSync(source)) return place(source, at)
  }
  return undefined
}

/** What is wrong with a spec, with the file where it is mended. */
function inFile(fault: SpecError): LakeError {
  const at = declaredAt(fault.declared)
  if (at === undefined) return fault
  const { what, value, allowed, remedy } = fault
  return new LakeError({ what, value, allowed, remedy: `${remedy}, in ${at}`, cause: fault })
}

/** What is wrong with specs, each with its file; all other errors as they are. */
export function withSpecFile(error: unknown): unknown {
  if (error instanceof SpecErrors) return new SpecErrors(error.faults.map(inFile))
  if (error instanceof SpecError) return inFile(error)
  if (error instanceof LakeError || !(error instanceof Error)) return error
  const at = loadedAt(error)
  if (at === undefined) return error
  return new LakeError({
    what: `the spec cannot be read: ${error.message}, in ${at}`,
    remedy: 'mend the file, and run the same command again',
    cause: error,
  })
}
