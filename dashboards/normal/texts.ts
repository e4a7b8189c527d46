import type { Fault } from './fault.ts'
import { eachOf } from './together.ts'

/** Ids and names end up in addresses and in the ids of targets. */
const ID = /^[a-z][a-z0-9_-]{0,63}$/

/** Throws for ids that cannot be addresses, or that are used twice. */
export function checkIds(what: string, ids: readonly string[], fault: Fault): void {
  eachOf(ids, (id, i) => {
    if (!ID.test(id))
      throw fault(`the ${what} is not one`, JSON.stringify(id), 'a-z, 0-9, - and _', 'choose another')
    if (ids.indexOf(id) !== i)
      throw fault(`the ${what} is used twice`, id, 'each once', 'rename one of the two')
  })
}

/** Throws where words are missing that people need. */
export function checkTexts(texts: Readonly<Record<string, string>>, fault: Fault): void {
  eachOf(Object.entries(texts), ([name, text]) => {
    if (typeof text !== 'string' || text.trim() === '')
      throw fault(`the ${name} is missing`, JSON.stringify(text ?? null), 'a sentence', 'write one')
  })
}
