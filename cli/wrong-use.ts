import { LakeError } from '../schema/error.ts'

/** The command was not used as its help says; ends with 2, as a flag does that is not known. */
export class WrongUse extends LakeError {}
