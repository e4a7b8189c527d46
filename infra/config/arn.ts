import { z } from 'zod'

/** An ARN of a service, whose last part fits a regular expression. */
export const arn = (service: string, resource: string) =>
  z
    .string()
    .regex(
      new RegExp(`^arn:aws[a-z-]*:${service}:[a-z0-9-]*:\\d{12}:${resource}$`),
      `not an ARN of the form arn:aws:${service}:…:${resource.replace(/\[.*/, '')}…`,
    )
