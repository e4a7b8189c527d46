import type { TrinoValue, TypeSignature } from '../../../lake/engine/trino-arrow.ts'

/** A double as Java writes it, and so Athena. */
function doubleText(value: number): string {
  const size = Math.abs(value)
  if (!Number.isFinite(value)) return String(value)
  if (size === 0) return Object.is(value, -0) ? '-0.0' : '0.0'
  if (size >= 1e-3 && size < 1e7) return Number.isInteger(value) ? `${value}.0` : String(value)
  const [digits = '', exponent = ''] = value.toExponential().split('e')
  return `${digits.includes('.') ? digits : `${digits}.0`}E${exponent.replace('+', '')}`
}

const typesIn = ({ arguments: args }: TypeSignature): readonly TypeSignature[] =>
  args.map(argument => (argument.kind === 'TYPE' ? argument.value : (argument.value as never)))

/** A value, never NULL, as Athena writes it. What is nested loses its types, quotes and borders on the way. */
export function athenaText(value: TrinoValue, type: TypeSignature): string {
  const within = (each: TrinoValue, of: TypeSignature | undefined): string =>
    each === null || of === undefined ? 'null' : athenaText(each, of)
  switch (type.rawType) {
    case 'real':
    case 'double':
      return doubleText(Number(value))
    case 'timestamp':
      // Athena's timestamps have milliseconds, always.
      return String(value).replace(
        /^([^.]*)(?:\.(\d{1,3})\d*)?$/,
        (_, at, ms = '') => `${at}.${ms.padEnd(3, '0')}`,
      )
    case 'array': {
      const [item] = typesIn(type)
      return `[${(value as readonly TrinoValue[]).map(each => within(each, item)).join(', ')}]`
    }
    case 'map': {
      const [, of] = typesIn(type)
      const pairs = Object.entries(value as Record<string, TrinoValue>)
      return `{${pairs.map(([key, each]) => `${key}=${within(each, of)}`).join(', ')}}`
    }
    case 'row': {
      const members = value as readonly TrinoValue[]
      const named = type.arguments.flatMap(argument =>
        argument.kind === 'NAMED_TYPE' ? [argument.value] : [],
      )
      const texts = named.map(
        ({ fieldName, typeSignature }, i) =>
          `${fieldName?.name ?? `field${i}`}=${within(members[i] ?? null, typeSignature)}`,
      )
      return `{${texts.join(', ')}}`
    }
    default:
      return String(value)
  }
}

/** A type by the name that the metadata of a result has for it. */
export const athenaType = ({ rawType }: TypeSignature): string => (rawType === 'real' ? 'float' : rawType)
