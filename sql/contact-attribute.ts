import { LakeError } from '../schema/error.ts'
import { shortName } from '../schema/short-name.ts'

/** A contact attribute by which contacts can be split and filtered, as a configuration names it. */
export interface ContactAttribute {
  /** As flows set it; case-sensitive. */
  readonly name: string
  /** What readers call it. */
  readonly label: string
  /** Of several values. */
  readonly plural: string
  /** Whether its values are personal data. */
  readonly personal: boolean
}

/** What a configuration says of one. */
export interface ConfiguredAttribute {
  readonly name: string
  readonly label?: string | undefined
  readonly plural?: string | undefined
  readonly personal?: boolean | undefined
}

/** More filters than this nobody looks through, and each costs a join. */
export const MOST_ATTRIBUTES = 5

/** What the grouping of an attribute begins with: `contact_attribute:reason`. */
const GROUPING = 'contact_attribute:'
const COLUMN = 'contact_attribute_'
/** Names that are longer are none that somebody reads, and SQL has them at each look. */
const LONGEST_NAME = 127
/** Of a column: ids in QuickSight have up to 64 letters, and the column is named in some, as in `read-contact-attribute-reason`. */
const LONGEST_COLUMN = 59
/** A label stands above a list, in tables and in sentences. */
const LONGEST_LABEL = 60

const fault = (what: string, value: string, allowed: string, remedy: string): LakeError =>
  new LakeError({ what: `contact attributes: ${what}`, value, allowed, remedy })

/**
 * The name of an attribute, where it is one.
 * @throws LakeError for a name that no flow can set, or that nobody could tell from another
 */
function checkedName(name: string): string {
  const shown = JSON.stringify(name)
  if (name === '' || name.trim() !== name)
    throw fault(
      'this is no name',
      shown,
      'a text that neither begins nor ends with a space',
      'name it as the flow does',
    )
  // Nothing that is not seen: signs of control, and those that turn the direction of text.
  if (/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(name))
    throw fault(
      'the name has characters that are not seen',
      shown,
      'letters, digits, signs and spaces',
      'name another',
    )
  if (name.length > LONGEST_NAME)
    throw fault('the name is too long', shown, `up to ${LONGEST_NAME} letters`, 'name another')
  return name
}

/**
 * The column that holds an attribute where rows have it: `contact_attribute_reason`. Names that differ in nothing but case
 * and signs have the same; of long ones it has the beginning and a hash.
 */
export function contactAttributeColumn(name: string): string {
  const word = name
    .toLowerCase()
    .replace(/[^a-z0-9]/gu, sign => (sign <= '\x7f' ? '_' : `u${sign.codePointAt(0)?.toString(16)}`))
  return `${COLUMN}${shortName(word, LONGEST_COLUMN - COLUMN.length)}`
}

/** What rows are split by, by the name of the attribute. */
export const attributeGrouping = (name: string): string => `${GROUPING}${name}`

/**
 * The attribute that a grouping names; undefined for other groupings.
 * @throws LakeError for what cannot be the name of one
 */
export const attributeOf = (grouping: string): string | undefined =>
  grouping.startsWith(GROUPING) ? checkedName(grouping.slice(GROUPING.length)) : undefined

/** What two attributes must not have in common. */
interface Apart {
  readonly of: (name: string) => string
  /** Names that are told apart, in words. */
  readonly allowed: string
}

/** In SQL. */
const byColumn: Apart = {
  of: contactAttributeColumn,
  allowed: 'names that differ in more than case and signs',
}

/** In QuickSight, whose parameters have letters and digits only: a filter of `tier_1` would be set by that of `tier1`. */
const byParameter: Apart = {
  of: name => contactAttributeColumn(name).replaceAll('_', ''),
  allowed: 'names that differ in letters or digits, for QuickSight takes nothing else',
}

/** Throws where two attributes would be one: the same column of a question, or the same filter of a dashboard. */
export function checkApart(names: readonly string[], { of, allowed }: Apart = byColumn): void {
  const known = new Map<string, string>()
  for (const name of names) {
    const other = known.get(of(name))
    if (other !== undefined)
      throw fault(
        'two of them are not told apart',
        `${other}, ${name}`,
        `${allowed}, each once`,
        'leave one of them out',
      )
    known.set(of(name), name)
  }
}

/** In the address of a page, the flag of what has no value: `contact_attribute_reason_none=1`. */
const flagOf = (name: string): string => `${contactAttributeColumn(name)}_none`

/** Throws where the address of a page has one word for the filter of an attribute and for another without a value. */
function checkFlags(names: readonly string[]): void {
  const flags = new Map(names.map(name => [flagOf(name), name]))
  for (const name of names) {
    const other = flags.get(contactAttributeColumn(name))
    if (other !== undefined)
      throw fault(
        'the filter of one is what another has for contacts without a value',
        `${other}, ${name}`,
        'no name that is another one with none behind it',
        'leave one of them out',
      )
  }
}

/**
 * Throws for a label that something else has, in large letters or small: QuickSight does not tell them apart, nor do readers.
 * @param isTaken whether something else has a label
 */
export function checkLabels(
  attributes: readonly Pick<ContactAttribute, 'name' | 'label'>[],
  isTaken: (label: string) => boolean = () => false,
): void {
  const known = new Map<string, string>()
  for (const { name, label } of attributes) {
    const own = known.get(label.toLowerCase())
    if (own !== undefined || isTaken(label))
      throw fault(
        `${name} is called as ${own ?? 'something else on the dashboards'} is`,
        label,
        'one meaning for each label, and none that a field or control in QuickSight has',
        'give it another `label`',
      )
    known.set(label.toLowerCase(), name)
  }
}

/** `Account id` of `accountId`. */
function words(name: string): string {
  const text = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .trim()
    .toLowerCase()
  return text === '' ? name : text.charAt(0).toUpperCase() + text.slice(1)
}

/**
 * The attributes of a configuration, with every value settled: personal data, unless it says that they are not.
 * @throws LakeError for too many, for what cannot be the name of one, and for names or labels that are not told apart
 */
export function contactAttributes(
  configured: readonly ConfiguredAttribute[] = [],
): readonly ContactAttribute[] {
  if (configured.length > MOST_ATTRIBUTES)
    throw fault(
      'there are too many',
      configured.map(({ name }) => name).join(', '),
      `up to ${MOST_ATTRIBUTES}`,
      'name those by which people filter',
    )
  const names = configured.map(({ name }) => checkedName(name))
  checkApart(names, byParameter)
  checkFlags(names)
  const attributes = configured.map(({ name, label = words(name), plural = 'values', personal = true }) => {
    // QuickSight names columns in calculations by {label}.
    for (const [as, text] of Object.entries({ label, plural }))
      if (text.trim() === '' || text.length > LONGEST_LABEL || /[{}\p{Cc}\p{Cf}]/u.test(text))
        throw fault(
          `what ${name} is called is no text, or too long`,
          JSON.stringify(text),
          `words of up to ${LONGEST_LABEL} letters, without { and }`,
          `give it another \`${as}\``,
        )
    return { name, label, plural, personal }
  })
  checkLabels(attributes)
  return attributes
}
