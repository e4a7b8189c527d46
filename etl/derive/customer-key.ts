/** What carriers and Connect write in place of a number that is withheld. */
const nobody = ['anonymous', 'withheld', 'unknown', 'unavailable', 'private', 'restricted', 'blocked', 'null']

/** ANONYMOUS, RESTRICTED and UNAVAILABLE on the keys of a telephone: what some carriers send as a number. */
const spelled = ['266696687', '7378742833', '86282452253']

const list = (words: readonly string[]): string => words.map(word => `'${word}'`).join(', ')

/**
 * SQL that gives one spelling to the addresses by which a customer is known again; NULL for those of nobody.
 * @param address column of the endpoint's address
 * @param type column of the endpoint's type
 */
export function customerKeySql(address: string, type: string): string {
  const text = `lower(trim(${address}))`
  const phone = `regexp_replace(regexp_replace(${text}, '^(tel|sip):', ''), '[^0-9a-z+@]', '', 'g')`
  return `CASE
    WHEN ${text} IN ('', ${list(nobody)}) THEN NULL
    -- Addresses of the contact centre's own.
    WHEN ${type} IN ('CONTACT_FLOW', 'CONNECT_PHONENUMBER_ARN') THEN NULL
    WHEN coalesce(${type}, 'TELEPHONE_NUMBER') <> 'TELEPHONE_NUMBER' OR contains(${text}, '@') THEN ${text}
    WHEN ltrim(${phone}, '+') IN (${list(spelled)}) THEN NULL
    WHEN regexp_full_match(${phone}, '\\+?[0-9]{3,}') THEN ${phone}
  END`
}
