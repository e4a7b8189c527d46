/**
 * Whether data of the day can still come: what is there of it is not all.
 * @param complete_to by the clocks of the business, as ISO 8601
 */
export const isOpen = (day: string | undefined, complete_to: string | null): boolean =>
  day !== undefined && complete_to !== null && Date.parse(complete_to) < Date.parse(`${day}T23:59:59Z`)

/** The same of an interval, from its beginning to that of the next one, both as YYYY-MM-DD HH:MM:SS. */
export function isOpenInterval(before: string, begin: string, complete_to: string | null): boolean {
  const at = (moment: string): number => Date.parse(`${moment.replace(' ', 'T')}Z`)
  return complete_to !== null && Date.parse(complete_to) < at(begin) + (at(begin) - at(before))
}

/** Until when data does not change any more that does so for a while after its time: by the same clocks. */
export const settledTo = (complete_to: string | null, settles_after_s = 0): string | null =>
  complete_to && new Date(Date.parse(complete_to) - settles_after_s * 1_000).toISOString()
