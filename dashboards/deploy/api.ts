import { setTimeout as wait } from 'node:timers/promises'
import type { QuickSight, QuickSightClientConfig } from '@aws-sdk/client-quicksight'
import { failure } from '../../lake/aws/failure.ts'
import { instrumented } from '../../lake/aws/instrument.ts'
import { LakeError } from '../../schema/error.ts'
import type { QuickSightPlace } from '../quicksight/place.ts'

/** How long one looks again at what is in the making; pauses double up to the longest. */
export interface Patience {
  readonly looks: number
  /** For people. */
  readonly words: string
  /** When to stop looking, whatever the looks. */
  readonly until_ms?: number | undefined
}
const PATIENCE: Patience = { looks: 60, words: 'a few minutes' }
const FIRST_PAUSE_MS = 500
const LONGEST_PAUSE_MS = 8000
/** So often one tries again what others change at the same moment. */
const MOST_TRIES = 6

/** What the work is asked of: who an asset is for is known in the identity region only. */
type Where = 'assets' | 'people'

/** QuickSight in one place. */
export interface QuickSightApi {
  readonly place: QuickSightPlace
  /**
   * Asks; throttled requests are repeated by the SDK, and what is in the making elsewhere is tried again later.
   * @param operation its name, as a policy knows it
   * @param of        what it is about, for messages
   */
  ask<T>(operation: string, of: string, work: (client: QuickSight) => Promise<T>, where?: Where): Promise<T>
  /** The same; undefined where there is no such thing. */
  find<T>(
    operation: string,
    of: string,
    work: (client: QuickSight) => Promise<T>,
    where?: Where,
  ): Promise<T | undefined>
  /** Looks until something is no longer in the making. */
  settled<T>(
    of: string,
    look: () => Promise<T>,
    isMaking: (seen: T) => boolean,
    patience?: Patience,
  ): Promise<T>
}

/** How a client differs from that of the environment. */
export interface ApiOptions {
  readonly client?: QuickSightClientConfig
  readonly first_pause_ms?: number
}

export const isNamed = (error: unknown, name: string): boolean =>
  ((error as { cause?: { name?: string } }).cause?.name ?? (error as { name?: string }).name) === name

const STILL_AT_IT = 'QuickSight is still at it'

/** Whether patience ended before something was made. */
export const isStillAtIt = (error: unknown): boolean =>
  error instanceof LakeError && error.what === STILL_AT_IT

/** What QuickSight says when users are asked for in another region than theirs. */
function identityRegion(error: unknown, { identity_region }: QuickSightPlace): LakeError | undefined {
  const [, region] = /your identity region is ([\w-]+)/.exec((error as Error).message ?? '') ?? []
  if (region === undefined) return undefined
  return new LakeError({
    what: 'QuickSight was signed up in another region',
    value: identity_region,
    allowed: region,
    remedy: `set "identity_region": "${region}" in the section quicksight of connect-lake.config.json`,
    cause: error,
  })
}

/** Opens QuickSight in a place; the SDK is loaded now. */
export async function quickSightApi(
  place: QuickSightPlace,
  options: ApiOptions = {},
): Promise<QuickSightApi> {
  const { QuickSight } = await import('@aws-sdk/client-quicksight')
  const { client = {}, first_pause_ms = FIRST_PAUSE_MS } = options
  const common = { retryMode: 'standard', maxAttempts: 8, ...client } as const
  const clients = {
    assets: instrumented(new QuickSight({ ...common, region: place.region })),
    people: instrumented(new QuickSight({ ...common, region: place.identity_region })),
  }
  const pause = (round: number) => wait(Math.min(first_pause_ms * 2 ** round, LONGEST_PAUSE_MS))

  async function ask<T>(
    operation: string,
    of: string,
    work: (sdk: QuickSight) => Promise<T>,
    where: Where = 'assets',
  ) {
    for (let round = 0; ; round++) {
      try {
        return await work(clients[where])
      } catch (error) {
        if (isNamed(error, 'ConflictException') && round + 1 < MOST_TRIES) await pause(round)
        else throw identityRegion(error, place) ?? failure(error, `quicksight:${operation}`, of)
      }
    }
  }
  return {
    place,
    ask,
    find: (operation, of, work, where) =>
      ask(operation, of, work, where).catch(error => {
        if (isNamed(error, 'ResourceNotFoundException')) return undefined
        throw error
      }),
    async settled(of, look, isMaking, { looks, words, until_ms = Number.POSITIVE_INFINITY } = PATIENCE) {
      for (let round = 0; round < looks; round++) {
        const seen = await look()
        if (!isMaking(seen)) return seen
        if (Date.now() >= until_ms) break
        await pause(round)
      }
      throw new LakeError({
        what: STILL_AT_IT,
        value: of,
        allowed: words,
        remedy: 'run the same command again later, which goes on from there',
      })
    },
  }
}
