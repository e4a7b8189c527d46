import { z } from 'zod'
import { MOST_ATTRIBUTES } from './contact-attribute.ts'

/** The section `contact_attributes` of a configuration file. */
export const contactAttributesSchema = z
  .array(
    z.strictObject({
      name: z.string().min(1).describe('Name of the contact attribute, as flows set it; case-sensitive.'),
      label: z.string().min(1).optional().describe('What readers call it (default: its name, in words).'),
      plural: z.string().min(1).optional().describe('Of several values, such as reasons (default: values).'),
      personal: z
        .boolean()
        .optional()
        .describe('Whether its values are personal data, which not everybody may see (default: true).'),
    }),
  )
  .max(MOST_ATTRIBUTES)
  .describe(
    'Contact attributes by which dashboards filter contacts: a list with search for each (default: none).',
  )
