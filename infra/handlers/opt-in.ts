import { resourceHandler } from './answer.ts'
import type { OptInProperties } from './opt-ins.ts'

/** The custom resource `Custom::LakeFormationOptIn`. The client is loaded when it is used, as in all handlers. */
export const handler = resourceHandler<OptInProperties>(async event => {
  const { LakeFormationClient } = await import('@aws-sdk/client-lakeformation')
  const { optIn } = await import('./opt-ins.ts')
  return optIn(new LakeFormationClient({ retryMode: 'standard', maxAttempts: 8 }), event)
})
