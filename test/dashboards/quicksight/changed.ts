/**
 * A value with one place in it changed; undefined takes it away.
 * @param path as violations have it: `Definition.Sheets[0].Name`
 */
export function changed<T>(value: T, path: string, to: unknown): T {
  const copy = structuredClone(value)
  const steps = path.split(/[.[\]]+/).filter(step => step !== '')
  const last = steps.pop() as string
  const within = steps.reduce<Record<string, unknown>>(
    (at, step) => at[step] as Record<string, unknown>,
    copy as Record<string, unknown>,
  )
  if (to === undefined) delete within[last]
  else within[last] = to
  return copy
}
