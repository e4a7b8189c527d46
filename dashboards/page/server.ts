import { decodeFrames, type Frame, type Problem } from '../local/stream.ts'
import { report, reportAnswer } from './report.ts'

/** What the server said instead of an answer. */
class ProblemError extends Error {
  override readonly name = 'ProblemError'
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.what)
    this.problem = problem
  }
}

/** What to tell the viewer about whatever was thrown. */
export const problemFrom = (error: unknown): Problem =>
  error instanceof ProblemError
    ? error.problem
    : { what: 'the server does not answer', remedy: 'see whether connect-lake still runs, then try again' }

/** What a server answers before it reads the question. */
const ADDRESS_TOO_LONG = 431

const tooLong: Problem = {
  what: 'more is chosen than an address can hold',
  remedy: 'choose fewer values, or shorter ones',
}

async function get(path: string, signal?: AbortSignal): Promise<Response> {
  const response = report ? reportAnswer(report, path) : await fetch(path, signal ? { signal } : {})
  if (response.ok) return response
  if (response.status === ADDRESS_TOO_LONG) throw new ProblemError(tooLong)
  const { problem } = (await response.json()) as { readonly problem: Problem }
  throw new ProblemError(problem)
}

/** An answer in JSON. Throws a `ProblemError` when the server refuses. */
export const getJson = async <T>(path: string, signal?: AbortSignal): Promise<T> =>
  (await get(path, signal)).json() as Promise<T>

/** An answer in text. */
export const getText = async (path: string): Promise<string> => (await get(path)).text()

async function* chunks(response: Response): AsyncGenerator<Uint8Array> {
  const reader = response.body?.getReader()
  for (;;) {
    const chunk = await reader?.read()
    if (!chunk || chunk.done) return
    yield chunk.value
  }
}

/** The answer for a sheet, frame by frame. */
export async function* getFrames(path: string, signal: AbortSignal): AsyncGenerator<Frame> {
  yield* decodeFrames(chunks(await get(path, signal)))
}
