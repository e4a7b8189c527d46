import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { smallest } from '../../infra/deployments.ts'
import { writeSmallRaw } from '../small-raw.ts'
import { CONFIG, doctor, FILE } from './examined.ts'

const { examined, folder } = await doctor()

describe.concurrent('offline', () => {
  test('a valid deployment: account, region, the name that is nearest to its limit; nobody is asked', async () => {
    const { code, of, checks } = await examined({ [FILE]: smallest }, { args: ['--offline'] })
    expect(of('deployment')).toMatchObject({
      verdict: 'ok',
      found: expect.stringContaining('eu-west-2, acme'),
    })
    // connect-lake-dev-results-123456789012-eu-west-2
    expect(of('names')).toMatchObject({ verdict: 'ok', found: expect.stringContaining('47 of 63') })
    expect(of('checkout')).toMatchObject({
      verdict: 'failed',
      remedy: expect.stringContaining('--checkout'),
    })
    expect(of('template')?.verdict).toBe('not checked')
    expect(of('credentials')).toBeUndefined()
    expect({ code, failed: checks.filter(({ verdict }) => verdict === 'failed').length }).toEqual({
      ...{ code: 1, failed: 1 },
    })
  })

  test.each<[string, object, string]>([
    ['a region without Connect', { region: 'eu-north-1' }, 'region'],
    ['names too long', { prefix: 'the-contact-centre-of-acme-incorporated' }, 'by 11'],
    ['an unknown key', { colour: 'blue' }, 'colour'],
  ])('%s fails, and says what to do', async (_, more, says) => {
    const { code, of } = await examined({ [FILE]: { ...smallest, ...more } }, { args: ['--offline'] })
    const { verdict, found, remedy } = of('deployment') ?? {}
    expect({ code, verdict }).toEqual({ code: 1, verdict: 'failed' })
    expect(`${found} ${remedy}`).toContain(says)
    expect(remedy).toBeTruthy()
  })

  test('no file at all', async () => {
    const { code, of } = await examined({}, { args: ['--offline'] })
    expect(code).toBe(1)
    expect(of('deployment')).toMatchObject({ verdict: 'failed', remedy: expect.stringContaining('init') })
  })

  test('who only has a lake is told of the lake', async () => {
    const raw = writeSmallRaw(join(folder, 'raw'))
    const lake = join(folder, 'none-yet')
    const { code, checks } = await examined({ [CONFIG]: { lake, raw } }, { args: ['--offline'] })
    expect(checks.map(({ check, verdict }) => [check, verdict])).toEqual([
      ['configuration', 'ok'],
      ['lake', 'ok'],
      ['raw', 'ok'],
    ])
    expect(code).toBe(0)
    expect(existsSync(lake)).toBe(false)
    const missing = await examined(
      { [CONFIG]: { lake, raw: join(folder, 'nowhere') } },
      { args: ['--offline'] },
    )
    expect(missing.of('raw')?.verdict).toBe('failed')
    expect(missing.code).toBe(1)
  })
})
