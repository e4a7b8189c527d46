import { LakeError } from '../schema/error.ts'

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
/** Longer names of columns QuickSight does not take. */
const LONGEST_COLUMN = 127

const fault = (what: string, value: string, allowed: string, remedy: string): LakeError =>
  new LakeError({ what: `contact attributes: ${what}`, value, allowed, remedy })

/** Of what the configuration has. */
const configFault = (what: string, value: string, allowed: string, remedy: string): LakeError =>
  new LakeError({ what: `contact_attributes: ${what}`, value, allowed, remedy })

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
  if (contactAttributeColumn(name).length > LONGEST_COLUMN)
    throw fault('the name is too long', shown, 'about a hundred letters of English', 'name another')
  return name
}

/**
 * The column that holds an attribute where rows have it: `contact_attribute_reason`. Names that differ in nothing but case
 * and signs have the same.
 */
export function contactAttributeColumn(name: string): string {
  const word = name
    .toLowerCase()
    .replace(/[^a-z0-9]/gu, sign => (sign <= '\x7f' ? '_' : `u${sign.codePointAt(0)?.toString(16)}`))
  return `contact_attribute_${word}`
}

/** What rows are split by, by the name of the attribute. */
export const attributeGrouping = (name: string): string => `${GROUPING}${name}`

/**
 * The attribute that a grouping names; undefined for other groupings.
 * @throws LakeError for what cannot be the name of one
 */
export const attributeOf = (grouping: string): string | undefined =>
  grouping.startsWith(GROUPING) ? checkedName(grouping.slice(GROUPING.length)) : undefined

/** Throws where two attributes would be one column. */
export function checkApart(names: readonly string[]): void {
  for (const [i, name] of names.entries()) {
    const other = names
      .slice(0, i)
      .find(each => contactAttributeColumn(each) === contactAttributeColumn(name))
    if (other !== undefined)
      throw fault(
        'two of them are not told apart',
        `${other}, ${name}`,
        'names that differ in more than case and signs, each once',
        'leave one of them out',
      )
  }
}

/** Names of parameters in QuickSight have letters and digits only: a filter of `tier_1` would be set by that of `tier1`. */
const parameterOf = (name: string): string => contactAttributeColumn(name).replaceAll('_', '')

/** In the address of a page, the flag of what has no value: `contact_attribute_reason_none=1`. */
const flagOf = (name: string): string => `${contactAttributeColumn(name)}_none`

/** Throws where the filters of two attributes would set each other. */
function checkFilters(names: readonly string[]): void {
  for (const [i, name] of names.entries())
    for (const other of names.slice(0, i)) {
      if (parameterOf(other) === parameterOf(name))
        throw configFault(
          'the filters of two are not told apart',
          `${other}, ${name}`,
          'names that differ in letters or digits, for QuickSight takes nothing else',
          'leave one of them out',
        )
      const [column, another] = [contactAttributeColumn(name), contactAttributeColumn(other)]
      if (column === flagOf(other) || another === flagOf(name))
        throw configFault(
          'the filter of one is what another has for contacts without a value',
          `${other}, ${name}`,
          'no name that is another one with none behind it',
          'leave one of them out',
        )
    }
}

/**
 * Throws for a label that something else has, in large letters or small: QuickSight does not tell them apart, nor do readers.
 * @param taken labels of something else
 */
export function checkLabels(
  attributes: readonly Pick<ContactAttribute, 'name' | 'label'>[],
  taken: readonly string[] = [],
): void {
  const known = new Map(taken.map(label => [label.toLowerCase(), 'something else on the dashboards is']))
  for (const { name, label } of attributes) {
    const found = known.get(label.toLowerCase())
    if (found !== undefined)
      throw configFault(
        `${name} is called as ${found}`,
        label,
        'one meaning for each label',
        'give it another `label`',
      )
    known.set(label.toLowerCase(), `${name} is`)
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
  checkApart(names)
  checkFilters(names)
  const attributes = configured.map(({ name, label = words(name), plural = 'values', personal = true }) => {
    // QuickSight names columns in calculations by {label}.
    for (const text of [label, plural])
      if (text.trim() === '' || /[{}\p{Cc}\p{Cf}]/u.test(text))
        throw fault(
          `what ${name} is called is no text`,
          JSON.stringify(text),
          'words, without { and }',
          'choose others',
        )
    return { name, label, plural, personal }
  })
  checkLabels(attributes)
  return attributes
}
