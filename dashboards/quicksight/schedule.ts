/** Ids of the schedules that are compiled; others are other people's. */
export const OWN_SCHEDULES = ['daily', 'weekly'] as const
export type OwnSchedule = (typeof OWN_SCHEDULES)[number]
