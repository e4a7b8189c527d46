export interface ErrorParts {
  readonly what: string
  readonly value: string | undefined
  readonly allowed: string | undefined
  readonly do: string | undefined
}

/** The four parts of an error as it is printed; undefined where one is missing. */
export function errorParts(err: string): ErrorParts {
  const what = /^✗ (.+)\n/.exec(err)?.[1]
  if (what === undefined) throw new Error(`no error of ours: ${err}`)
  const part = (name: string): string | undefined => new RegExp(`^ {2}${name} +(\\S.*)$`, 'ms').exec(err)?.[1]
  const line = (name: string): string | undefined => part(name)?.split('\n')[0]
  return { what, value: line('value'), allowed: line('allowed'), do: part('do')?.trimEnd() }
}
