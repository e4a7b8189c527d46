/**
 * What the clocks of a zone show at a moment, written as if it were UTC: to be compared with the days and intervals of
 * that zone.
 * @param iso ISO 8601, UTC
 * @param time_zone an IANA name
 */
export function wallClock(iso: string, time_zone: string): string {
  // Swedish dates are written as those of ISO 8601.
  const local = new Intl.DateTimeFormat('sv-SE', {
    timeZone: time_zone,
    dateStyle: 'short',
    timeStyle: 'medium',
  })
  return `${local.format(new Date(iso)).replace(' ', 'T')}Z`
}
