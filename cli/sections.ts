import { type Command, InvalidArgumentError, type Option } from 'commander'
import { z } from 'zod'

/*
 * Beside what is common to all commands, a configuration file has a section for each command: its flags, with `_` for
 * `-`. The flags are the only declaration; what a section may hold follows from them.
 */

/** A command that does something, by what one types. */
interface Typed {
  readonly name: string
  readonly command: Command
}

function leaves(command: Command, above: readonly string[] = []): readonly Typed[] {
  return command.commands.flatMap(each => {
    const words = [...above, each.name()]
    return each.commands.length > 0 ? leaves(each, words) : [{ name: words.join(' '), command: each }]
  })
}

/** The name of a flag in a file: `--contacts-per-day` is `contacts_per_day`, `--no-derive` is `derive`. */
const keyOf = (option: Option): string => option.name().replace(/^no-/, '').replaceAll('-', '_')

/** What a flag takes: what its check says, or any text; a switch takes true and false. */
function typeOf(option: Option): z.ZodType {
  if (option.isBoolean() || option.negate) return z.boolean()
  if (option.argChoices) return z.enum(option.argChoices)
  return (option.parseArg as { schema?: z.ZodType } | undefined)?.schema ?? z.string()
}

/** The sections of a file, by command: what each may hold. */
export function sectionSchemas(root: Command): Readonly<Record<string, z.ZodType>> {
  return Object.fromEntries(
    leaves(root).map(({ name, command }) => {
      const flags = command.options.map(option => [
        keyOf(option),
        typeOf(option).optional().describe(option.description),
      ])
      const section = z.strictObject(Object.fromEntries(flags)).optional()
      return [name, section.describe(`Flags of connect-lake ${name}.`)]
    }),
  )
}

/** A value of a file as the flag would have it. Throws what the flag's own check throws. */
function parsed(option: Option, value: unknown): unknown {
  if (typeof value === 'boolean' || !option.parseArg) return value
  const texts = Array.isArray(value) ? value.map(String) : [String(value)]
  return texts.reduce<unknown>((before, text) => option.parseArg?.(text, before), option.defaultValue)
}

/**
 * Gives a command the flags that its section of the file holds, except those that were typed.
 * @param fault makes the error for a value that a flag's own check refuses
 */
export function applySection(
  root: Command,
  command: Command,
  file: Readonly<Record<string, unknown>>,
  fault: (value: string, cause: unknown) => Error,
): void {
  const name = leaves(root).find(each => each.command === command)?.name ?? ''
  const section = file[name] as Readonly<Record<string, unknown>> | undefined
  for (const option of command.options) {
    const key = keyOf(option)
    const attribute = option.attributeName()
    if (section?.[key] === undefined || command.getOptionValueSource(attribute) === 'cli') continue
    try {
      command.setOptionValueWithSource(attribute, parsed(option, section[key]), 'config')
    } catch (cause) {
      if (!(cause instanceof InvalidArgumentError)) throw cause
      throw fault(`${name}.${key}: ${cause.message}`, cause)
    }
  }
}
