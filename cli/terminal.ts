import { styleText } from 'node:util'
import { SpecErrors } from '../dashboards/normal/fault.ts'
import { LakeError } from '../schema/error.ts'

type Style = Parameters<typeof styleText>[0]

/** Colours text, on a terminal that wants colour only. */
export function styled(style: Style, text: string, stream: NodeJS.WriteStream = process.stdout): string {
  const wanted = stream.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb'
  return wanted ? styleText(style, text) : text
}

export const count = (n: number | bigint): string => n.toLocaleString('en-US')

/** `1.4 GB`, in decimal units, as disks and networks are sold. */
export function bytes(n: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  let value = n
  let unit = 0
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000
    unit++
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`
}

/** `4 m 12 s`; tenths below ten seconds. */
export function duration(ms: number): string {
  if (ms < 9_950) return `${(ms / 1000).toFixed(1)} s`
  const s = Math.round(ms / 1000)
  return s < 60 ? `${s} s` : `${Math.floor(s / 60)} m ${String(s % 60).padStart(2, '0')} s`
}

/** A step of work that takes long: a live line on a terminal, nothing in a pipe. */
export interface LiveLine {
  say(text: string): void
  /** Leaves the line behind, with a mark, and goes to the next. */
  done(text: string): void
  failed(text: string): void
}

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']

/**
 * Begins a live line on standard error, so that standard output stays clean. Spinners of the libraries put the
 * terminal into raw mode and end the process with 0 on Ctrl-C; an interrupted run must not look like a finished one.
 */
export function liveLine(first: string): LiveLine {
  const stream = process.stderr
  if (!stream.isTTY) return { say: () => {}, done: () => {}, failed: () => {} }
  let text = first
  let frame = 0
  const draw = (mark: string): void => {
    // A terminal that does not say how wide it is counts as one of 80 columns.
    const room = Math.max(10, (stream.columns || 80) - 3)
    stream.write(`\r\x1b[K${mark} ${text.slice(0, room)}`)
  }
  const redraw = (): void => draw(styled('cyan', FRAMES[frame % FRAMES.length] as string, stream))
  redraw()
  const timer = setInterval(() => {
    frame++
    redraw()
  }, 120)
  const end = (mark: string, last: string): void => {
    clearInterval(timer)
    text = last
    draw(mark)
    stream.write('\n')
  }
  return {
    say: next => {
      text = next
      redraw()
    },
    done: last => end(styled('green', '✓', stream), last),
    failed: last => end(styled('red', '✗', stream), last),
  }
}

/** Prints an error in its four parts, each of several in a paragraph; a fault of ours with how to learn more. */
export function printError(error: unknown, debug: boolean): void {
  if (error instanceof SpecErrors) {
    for (const fault of error.faults) {
      printError(fault, debug)
      process.stderr.write('\n')
    }
    process.stderr.write(`${error.what}\n`)
    return
  }
  if (error instanceof LakeError) {
    const [what, ...rest] = error.lines()
    process.stderr.write(`${styled('red', '✗', process.stderr)} ${what}\n`)
    for (const line of rest) process.stderr.write(`${line}\n`)
    if (debug && error.cause)
      process.stderr.write(`\n${(error.cause as Error).stack ?? String(error.cause)}\n`)
    return
  }
  const message = error instanceof Error ? error.message : String(error)
  process.stderr.write(
    `${styled('red', '✗', process.stderr)} something went wrong that should not: ${message}\n`,
  )
  if (debug && error instanceof Error) process.stderr.write(`\n${error.stack}\n`)
  else process.stderr.write('  do       run it again with --debug and report what it says\n')
}
