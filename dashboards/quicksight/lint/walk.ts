import { shapeNamed } from '../model/model.ts'

/** A structure within a request: what it is, and where. */
export interface Node {
  /** Its name in the service's model: `CategoricalDimensionField`. */
  readonly shape: string
  readonly value: Readonly<Record<string, unknown>>
  readonly path: string
}

/** Every structure within a value, outermost first. The value has to be as the model has it. */
export function* nodesOf(shape: string, value: unknown, path: string): Generator<Node> {
  const { type, members = {}, member, value: entry } = shapeNamed(shape)
  if (type === 'list') {
    for (const [i, each] of (value as readonly unknown[]).entries())
      yield* nodesOf(member as string, each, `${path}[${i}]`)
  } else if (type === 'map') {
    for (const [key, each] of Object.entries(value as object))
      yield* nodesOf(entry as string, each, `${path}.${key}`)
  } else if (type === 'structure') {
    const structure = value as Readonly<Record<string, unknown>>
    yield { shape, value: structure, path }
    for (const [name, { shape: within }] of Object.entries(members))
      if (structure[name] !== undefined)
        yield* nodesOf(within, structure[name], path === '' ? name : `${path}.${name}`)
  }
}
