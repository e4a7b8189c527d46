/** One step of a column's path: a key, or every element of the list reached so far. */
export type Step = { readonly key: string } | { readonly each: true }

/** `MediaStreams[].Type` → key MediaStreams, each, key Type. */
export function steps(path: string): readonly Step[] {
  return path.split('.').flatMap((part): Step[] => {
    const key = part.replace(/(\[\])+$/, '')
    const lists = (part.length - key.length) / 2
    return [{ key }, ...Array.from({ length: lists }, () => ({ each: true }) as const)]
  })
}
