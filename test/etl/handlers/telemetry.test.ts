import { afterEach, expect, test, vi } from 'vitest'
import { observed } from '../../../etl/handlers/telemetry.ts'
import { LakeError } from '../../../schema/error.ts'

afterEach(() => void vi.restoreAllMocks())

/** What is written to the log while something is done. */
function listened(): () => string {
  const said: string[] = []
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, 'write').mockImplementation(words => said.push(String(words)) > 0)
  for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const)
    vi.spyOn(console, level).mockImplementation((...words) => void said.push(words.join(' ')))
  return () => said.join('\n')
}

const failing = (error: unknown) =>
  observed<never>('derive', {}, () => Promise.reject(error)).catch((told: LakeError) => told)

test('an error of a library may quote a record: neither the log nor who called is told its words', async () => {
  const said = listened()
  const told = await failing(new TypeError('Conversion Error: could not convert "+15550100999" to INT64'))
  expect(told).toBeInstanceOf(LakeError)
  expect(told.value).toBe('TypeError')
  expect(told.cause).toBeUndefined()
  for (const text of [said(), String(told), told.stack, JSON.stringify(told)])
    expect(text).not.toContain('15550100999')
  // Where it came from is told all the same.
  expect(said()).toContain('telemetry.test.ts')
  expect(said()).toContain('"failures":1')
})

test('words of ours are told as they are', async () => {
  const said = listened()
  const ours = new LakeError({ what: 'AWS denied access', value: 's3://b/k', remedy: 'allow s3:GetObject' })
  expect(await failing(ours)).toBe(ours)
  for (const words of ['AWS denied access', 's3://b/k', 'allow s3:GetObject']) expect(said()).toContain(words)
})

test('outside of Lambda nothing is said of traces', async () => {
  const said = listened()
  const work = async () => ({ answer: 1, report: { objects: 3 } })
  expect(await observed('plan', { audit: true }, work)).toBe(1)
  expect(said()).toContain('"objects":3')
  expect(said()).not.toMatch(/segment|trace|x-?ray/i)
})
