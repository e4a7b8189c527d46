import { InvalidArgumentError, Option } from 'commander'
import { z } from 'zod'
import { DEPLOYMENT_FILE } from '../infra/names.ts'
import { isDay } from '../schema/instant.ts'

/** A check of a flag's text, with what it allows as a schema, which the configuration file is held to. */
const checked = <T>(schema: z.ZodType<T>, check: (text: string) => T) => Object.assign(check, { schema })

/** A whole number of at least `min`, as a flag. */
export const wholeNumber = (min: number, max = Number.MAX_SAFE_INTEGER) =>
  checked(z.int().min(min).max(max), text => {
    const value = Number(text)
    if (Number.isInteger(value) && value >= min && value <= max) return value
    const allowed = max === Number.MAX_SAFE_INTEGER ? `${min} or more` : `${min} to ${max}`
    throw new InvalidArgumentError(`Allowed: a whole number, ${allowed}.`)
  })

/** A share, 0 to 1. */
export const share = checked(z.number().min(0).max(1), text => {
  const value = Number(text)
  if (text.trim() !== '' && value >= 0 && value <= 1) return value
  throw new InvalidArgumentError('Allowed: a number from 0 to 1, such as 0.05.')
})

/** A day, in UTC. */
export const day = checked(z.iso.date(), text => {
  if (isDay(text)) return text
  throw new InvalidArgumentError('Allowed: a day that exists, as YYYY-MM-DD.')
})

export const lakeFlag = (): Option => new Option('--lake <dir>', 'folder of the lake, or s3://bucket/prefix')
export const rawFlag = (): Option =>
  new Option(
    '--raw <dir>',
    'folder of the raw side, or s3://bucket/prefix: what Firehose delivered, nested as deep as you like',
  )
export const glueFlag = (): Option =>
  new Option('--glue <database>', 'database of AWS Glue that is to show the lake; made when there is none')
export const jsonFlag = (): Option => new Option('--json', 'print one JSON object instead of text')
export const deploymentFlag = (): Option =>
  new Option('--deployment <file>', `file that says what is deployed (default: ${DEPLOYMENT_FILE})`)
export const checkoutFlag = (): Option =>
  new Option('--checkout <dir>', 'checkout of this project that deploys (default: where this program lies)')
export const memoryFlag = (): Option =>
  new Option(
    '--memory-mb <n>',
    'memory the engine may use before it spills to disk (default: 1024)',
  ).argParser(wholeNumber(256))
export const lanesFlag = (): Option =>
  new Option('--lanes <n>', 'statements side by side (default: one for each core)').argParser(
    wholeNumber(1, 64),
  )
