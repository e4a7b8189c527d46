import type { Command } from 'commander'
import { describe, expect, test } from 'vitest'
import { program } from '../../cli/program.ts'
import { commandLine } from '../fixture/command-line.ts'

interface Named {
  readonly name: string
  readonly command: Command
}

/** A command and all below it, by what one types. */
function all(command: Command, above = ''): readonly Named[] {
  const name = `${above} ${command.name()}`.trim()
  return [{ name, command }, ...command.commands.flatMap(each => all(each, name))]
}

/** Help as it is printed. */
function helpOf(command: Command): string {
  let help = ''
  command.configureOutput({ writeOut: text => (help += text), getOutHelpWidth: () => 200 })
  command.outputHelp()
  return help
}

/** The words of a line as a shell would split it, up to a pipe or a redirection. */
function words(line: string): readonly string[] {
  const found: string[] = []
  for (const [word] of line.matchAll(/"[^"]*"|'[^']*'|[^\s"']+/g)) {
    if (['|', '<', '>'].includes(word)) break
    found.push(word.replace(/^(["'])(.*)\1$/s, '$2'))
  }
  return found
}

const examplesOf = (help: string): readonly string[] =>
  [...help.matchAll(/^ {2}\$ (.*?)(?: {3,}.*)?$/gm)].map(([, line]) => line as string)

const commands = all(program())

test('the commands are those that the requirements name', () => {
  const names = commands.map(({ name }) => name.replace(/^connect-lake ?/, ''))
  expect(names).toEqual(
    expect.arrayContaining(
      [
        'start',
        'simulate',
        'run',
        'query',
        'serve',
        'status',
        'history',
        'rollback',
        'collect',
        'quarantine',
      ].concat(['quarantine list', 'quarantine show', 'quarantine replay', 'drift', 'views', 'docs']),
    ),
  )
})

describe.each(commands)('$name', ({ name, command }) => {
  const help = helpOf(command)

  test('says what it does, and so do its options, arguments and commands', () => {
    expect(command.description()).toMatch(/\S/)
    for (const option of command.options) {
      expect(option.description, option.flags).toMatch(/\S/)
      expect(help).toContain(option.flags)
    }
    for (const argument of command.registeredArguments) {
      expect(argument.description, argument.name()).toMatch(/\S/)
    }
    for (const below of command.commands)
      expect(help).toMatch(new RegExp(`^ {2}${below.name()}\\b.*\\S`, 'm'))
  })

  test('has an example of itself', () => {
    expect(examplesOf(help).filter(example => example.startsWith(name))).not.toEqual([])
  })

  test('its examples are understood', async () => {
    for (const example of examplesOf(help)) {
      const root = program()
      const reached: string[] = []
      for (const each of all(root)) {
        if (each.command.commands.length === 0) each.command.action(() => void reached.push(each.name))
      }
      const [bin, ...args] = words(example)
      expect(bin).toBe('connect-lake')
      await root.parseAsync(args, { from: 'user' })
      expect(reached, example).toHaveLength(1)
      expect(example.startsWith(reached[0] as string), example).toBe(true)
    }
  })
})

test('the first page leads to every command, from where it is run', async () => {
  const cli = await commandLine()
  const page = await cli.done(['--help'])
  for (const { command } of commands.filter(({ name }) => name.split(' ').length === 2)) {
    expect(page).toMatch(new RegExp(`^ {2}${command.name()}\\b`, 'm'))
  }
  expect(await cli.done(['quarantine', 'replay', '--help'])).toContain('--with <file>')
  expect(await cli.done(['--version'])).toMatch(/^\d+\.\d+\.\d+\n$/)
})
