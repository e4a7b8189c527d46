import type { Config } from './config.ts'

/** The region of Athena and of the Glue catalog that it asks: as configured, else that of the buckets, else undefined: as the environment says. */
export const athenaRegion = ({ athena, s3 }: Config): string | undefined => athena.region ?? s3.region

/** Before the SDK of AWS is loaded: which Node its later versions will want is no news for who asks a lake. */
export function beforeAws(): void {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true'
}
