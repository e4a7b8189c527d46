/** Instants and UTC days as text. */

export const DAY_MS = 86_400_000

/** An instant, epoch milliseconds, as ISO 8601 with milliseconds, in UTC. */
export const isoOf = (time_ms: number): string => new Date(time_ms).toISOString()

/** The UTC day of an instant, epoch milliseconds, as `YYYY-MM-DD`. */
export const dayOf = (time_ms: number): string => isoOf(time_ms).slice(0, 10)

/** The day so many days later, or earlier. */
export const addDays = (day: string, days: number): string =>
  dayOf(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS)

/** Whether the text is a day that exists. */
export function isDay(text: string): boolean {
  const time_ms = Date.parse(`${text}T00:00:00Z`)
  // A 13th month has no time at all; a 30th of February is moved into March.
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(time_ms) && dayOf(time_ms) === text
}
