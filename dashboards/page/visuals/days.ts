/** Whether data of the day can still come: what is there of it is not all. */
export const isOpen = (day: string | undefined, complete_to: string | null): boolean =>
  day !== undefined && complete_to !== null && Date.parse(complete_to) < Date.parse(`${day}T23:59:59Z`)
