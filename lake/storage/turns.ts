/** Lets no more than so many pieces of work go on at once; the others wait for their turn. */
export function turns(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  let going = 0
  const waiting: (() => void)[] = []
  return async work => {
    if (going === most) await new Promise<void>(resolve => waiting.push(resolve))
    else going++
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      // Who goes hands his place on, so nobody slips in between.
      if (next) next()
      else going--
    }
  }
}
