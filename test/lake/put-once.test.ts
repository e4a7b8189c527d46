/** What became of a put that must be the only one, by what S3 answered. */
import { expect, test } from 'vitest'
import { putOnce } from '../../lake/storage/put-once.ts'

/** An answer that is an error. */
const answer = (name: string, httpStatusCode: number, clockSkewCorrected?: boolean) =>
  Object.assign(new Error(name), { name, $metadata: { httpStatusCode, clockSkewCorrected } })
const ours = Buffer.from('ours')

/** Puts, and is answered like that, one after the other; then it goes well. */
async function put(there: string | undefined, ...answers: readonly Error[]) {
  let tries = 0
  const attempt = async () => {
    const error = answers[tries++]
    if (error) throw error
  }
  const stored = async () => (there === undefined ? undefined : Buffer.from(there))
  return { isOurs: await putOnce(attempt, ours, stored), tries }
}

test.each([
  ['told so, and the client has set it right', answer('RequestTimeTooSkewed', 403, true)],
  ['told so only', answer('RequestTimeTooSkewed', 403)],
  ['told that it came too late', answer('RequestExpired', 400)],
  ['known by the Date of another refusal', answer('AccessDenied', 403, true)],
])('by a clock that is off: asked again, %s', async (_, skewed) => {
  expect(await put(undefined, skewed)).toEqual({ isOurs: true, tries: 2 })
  // It was refused: what is there cannot be ours, whatever its bytes are.
  expect(await put('ours', skewed, answer('PreconditionFailed', 412))).toEqual({ isOurs: false, tries: 2 })
})

test('an answer that was lost: what is there tells', async () => {
  const lost = answer('InternalError', 500)
  const taken = answer('PreconditionFailed', 412)
  expect(await put('ours', lost, taken)).toEqual({ isOurs: true, tries: 2 })
  expect(await put('theirs', lost, taken)).toEqual({ isOurs: false, tries: 2 })
  // Also where it was told of its clock in between.
  const skewed = answer('RequestTimeTooSkewed', 403, true)
  expect(await put('ours', lost, skewed, taken)).toEqual({ isOurs: true, tries: 3 })
})

test('a refusal is thrown, and a clock that stays wrong, in the end', async () => {
  await expect(put(undefined, answer('AccessDenied', 403))).rejects.toThrow('AccessDenied')
  const skewed = Array.from({ length: 20 }, () => answer('RequestTimeTooSkewed', 403))
  await expect(put('ours', ...skewed)).rejects.toThrow('RequestTimeTooSkewed')
})
