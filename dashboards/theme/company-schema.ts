import { z } from 'zod'

const colour = z.string().regex(/^#[0-9a-fA-F]{6}$/, 'write it as #rrggbb')
const colours = z
  .strictObject({
    accent: colour.describe('Links, and what is chosen.'),
    good: colour.describe('Within its target.'),
    bad: colour.describe('Beyond its target.'),
    warning: colour.describe('Near its target.'),
    series: z.array(colour).min(1).max(8).describe('Categories, in the order of their weight.'),
  })
  .partial()

/** The section `theme` of a configuration file. */
export const companySchema = z
  .strictObject({ light: colours, dark: colours })
  .partial()
  .describe(
    'Colours of the dashboards, as #rrggbb. Those that are hard to see, or that look the same to colour-blind people, are refused.',
  )
