import type { LakeError } from '../../schema/error.ts'

/** Makes the error for what is wrong with one visual or filter, which it names. */
export type Fault = (what: string, value: string, allowed: string, remedy: string) => LakeError
