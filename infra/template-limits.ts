import { LakeError } from '../schema/error.ts'

/** What CloudFormation takes of a template that lies in S3, as its quotas say. */
export const templateLimits = { bytes: 1_000_000, resources: 500, parameters: 200, outputs: 200 } as const

export type TemplateLimit = keyof typeof templateLimits

/** Of each limit what a template has. */
export type TemplateSize = Readonly<Record<TemplateLimit, number>>

/** Of each limit of CloudFormation what a template has. @param text the template, as it is sent */
export function templateSize(text: string): TemplateSize {
  const { Resources = {}, Parameters = {}, Outputs = {} } = JSON.parse(text) as Record<string, object>
  return {
    bytes: Buffer.byteLength(text),
    resources: Object.keys(Resources).length,
    parameters: Object.keys(Parameters).length,
    outputs: Object.keys(Outputs).length,
  }
}

/** What makes the templates of a deployment smaller. */
export const SMALLER =
  'name fewer roles in lake.readers, such as one that many people take; or deploy fewer instances or sources with one file, and the others with another'

const listed = (of: readonly TemplateLimit[], size: TemplateSize): string =>
  of.map(limit => `${size[limit]} ${limit}`).join(', ')

/**
 * Throws a `LakeError` for a template that CloudFormation would not take.
 * @param stack its name @param remedy what makes it smaller
 */
export function checkTemplate(stack: string, text: string, remedy: string): void {
  const size = templateSize(text)
  const all = Object.keys(templateLimits) as TemplateLimit[]
  const over = all.filter(limit => size[limit] > templateLimits[limit])
  if (over.length === 0) return
  throw new LakeError({
    what: 'a template is larger than CloudFormation takes',
    value: `${stack}: ${listed(over, size)}`,
    allowed: listed(all, templateLimits),
    remedy,
  })
}
