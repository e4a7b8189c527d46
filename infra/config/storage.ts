import { z } from 'zod'

const days = (meaning: string) => z.int().min(1).max(36_500).describe(meaning)

/** S3 moves nothing to infrequent access that is younger. */
const LEAST_INFREQUENT_DAYS = 30

/** How long is kept what. */
export const storage = z
  .strictObject({
    raw_infrequent_after_days: z
      .union([z.int().min(LEAST_INFREQUENT_DAYS).max(36_500), z.literal('never')])
      .default(90)
      .describe(
        `Raw objects move to infrequent access after so many days, ${LEAST_INFREQUENT_DAYS} at least, as S3 has it; or "never" (default: 90).`,
      ),
    raw_expire_days: days(
      'Raw objects go after so many days, more than those after which they move (default: never: they are what the lake can be made of again).',
    ).optional(),
    results_expire_days: days('Results of Athena go after so many days (default: 14).').default(14),
    recordings_expire_days: days(
      'Recordings go after so many days (default: never), where they are kept here.',
    ).optional(),
  })
  .prefault({})
  .describe('How long is kept what.')
