/** Why something is in the quarantine: a closed list, each with what it means and what to do. */
export const reasons = {
  not_json:
    'The bytes are no JSON: a record cut short, a lost quote, stray bytes. Mend the text and replay it.',
  invalid_utf8: 'The record has bytes that are no UTF-8. Mend the text and replay it.',
  unpaired_surrogate:
    'The record has half a character (a lone \\ud800 to \\udfff), which no engine can store.',
  undecodable: 'The object is cut or damaged inside its compression; what came before was read.',
  too_large:
    'The record is larger than the limit for one record, or nested deeper than 200. Raise record_limit_bytes and replay it.',
  unknown_source:
    'A JSON object that is of no known source: it has none of the keys that sources are known by.',
  missing_key: 'The key, the version or the time that says which partition it belongs to is missing.',
  unreadable_key:
    'The key, the version or the time that says which partition it belongs to is not of its type.',
  refused: 'The query engine refuses the record although it is JSON; the detail has its words.',
} as const

export type Reason = keyof typeof reasons
