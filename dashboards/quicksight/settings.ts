import { z } from 'zod'
import type { QuickSightPlace } from './place.ts'

/** What a group may: look, make analyses of its own, or change and share what is deployed. */
export const roles = ['viewer', 'author', 'owner'] as const
export type Role = (typeof roles)[number]

/** Where QuickSight has the rows of a data set: in its own memory, or with Athena at each look. */
export const importModes = ['spice', 'direct'] as const
export type ImportMode = (typeof importModes)[number]

const name = z.string().regex(/^[\w.@+-]{1,256}$/)
const region = z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/)

const isTimeZone = (zone: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) !== undefined
  } catch {
    return false
  }
}

/** Whether viewers can be led there: nobody reads what is asked on the way, and nothing of it is taken for a place of QuickSight. */
function isPageAddress(address: string): boolean {
  if (/[<>"'\s\\{}?#]/.test(address) || !URL.canParse(address)) return false
  const { protocol, hostname, username, password, pathname } = new URL(address)
  // The page is served at the root of its host, and nowhere else.
  if (username !== '' || password !== '' || pathname !== '/') return false
  return (
    protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname))
  )
}

/** The section `quicksight` of a configuration file. */
export const quickSightSettings = z
  .strictObject({
    account_id: z
      .string()
      .regex(/^\d{12}$/)
      .describe('Account, twelve digits.'),
    region: region.describe('Region of the assets: that of Athena and of the lake.'),
    identity_region: region
      .optional()
      .describe('Region in which QuickSight was signed up, where its users and groups are; else the region.'),
    namespace: name.default('default').describe('Namespace of users and groups.'),
    prefix: z
      .string()
      .regex(/^([a-z][a-z0-9-]*-)?$/)
      .default('')
      .describe(
        'Before the id of every asset, such as test-, so that two environments can share an account.',
      ),
    workgroup: name.default('primary').describe('Workgroup of Athena that QuickSight asks with.'),
    catalog: name.default('AwsDataCatalog').describe('Data catalog of Athena.'),
    database: name.describe('Database of the catalog that has the tables and views.'),
    role_arn: z
      .string()
      .regex(/^arn:[\w-]+:iam::\d{12}:role\/.+$/)
      .optional()
      .describe("Role by which QuickSight reads the lake; else the account's role of QuickSight."),
    groups: z
      .record(name, z.enum(roles))
      .refine(groups => Object.values(groups).includes('owner'), {
        message: 'no group is an owner: what nobody owns, nobody finds',
      })
      .describe('Groups of QuickSight with what they may: viewer, author or owner.'),
    import_mode: z
      .enum(importModes)
      .default('spice')
      .describe(
        'Where the rows of data sets are: spice, in memory, or direct, asked of Athena at each look. Data sets of now, such as agents-now, are asked at each look whatever stands here.',
      ),
    import_modes: z
      .record(z.string(), z.enum(importModes))
      .default({})
      .describe('The same for single data sets, by their names; those of now, too.'),
    refresh_time: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
      .default('05:30')
      .describe('When data sets in memory are refreshed each day, HH:MM by the clocks of refresh_time_zone.'),
    refresh_time_zone: z
      .string()
      .refine(isTimeZone, { message: 'there is no such time zone' })
      .default('UTC')
      .describe('Time zone of refresh_time: IANA name.'),
    late_days: z
      .int()
      .min(1)
      .max(90)
      .default(3)
      .describe('How many days after its day a record can still arrive: so far back a refresh looks.'),
    full_refresh: z
      .array(z.string())
      .default([])
      .describe(
        'Data sets in memory that are read whole each day, for rows of any day of theirs can change.',
      ),
    page_url: z
      .string()
      .max(500)
      .refine(isPageAddress, {
        message:
          'not https://HOST, or http://127.0.0.1:PORT of the machine of the viewer, with nothing behind it',
      })
      .transform(address => address.replace(/\/+$/, ''))
      .optional()
      .describe(
        'Address at which viewers reach the local page (connect-lake serve), such as http://127.0.0.1:4173: https, or http on their own machine. With it the menu of each visual leads to the page, and there to why its number is what it is (default: none).',
      ),
    theme: z.enum(['light', 'dark']).default('light').describe('Colours of the dashboards.'),
    legacy_data_preparation: z
      .boolean()
      .default(false)
      .describe('Declares data sets in the form before that of 2025, for accounts that have no other.'),
  })
  .describe('How dashboards are deployed to QuickSight.')

/** The settings, with every default filled. */
export type QuickSightSettings = z.output<typeof quickSightSettings>

/** Where the settings say that assets are. */
export const placeOf = (settings: QuickSightSettings): QuickSightPlace => ({
  account_id: settings.account_id,
  region: settings.region,
  identity_region: settings.identity_region ?? settings.region,
  namespace: settings.namespace,
  prefix: settings.prefix,
})
