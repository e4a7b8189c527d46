import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DefaultStackSynthesizer, type IStackSynthesizer, type ISynthesisSession } from 'aws-cdk-lib'
import { checkTemplate } from './template-limits.ts'

class LimitedSynthesizer extends DefaultStackSynthesizer {
  // No #private: a stack is bound to an object made of this one.
  private readonly remedy: string

  constructor(remedy: string) {
    super()
    this.remedy = remedy
  }

  override synthesize(session: ISynthesisSession): void {
    super.synthesize(session)
    const { stackName, templateFile } = this.boundStack
    checkTemplate(stackName, readFileSync(join(session.assembly.outdir, templateFile), 'utf8'), this.remedy)
  }
}

/**
 * Synthesises a stack, and ends the synthesis of the app where CloudFormation would not take its template. Here, for every
 * way to synthesise comes by, and before anybody validates templates, which takes minutes for large ones.
 * @param remedy what makes such templates smaller
 */
export const limitedSynthesizer = (remedy: string): IStackSynthesizer =>
  // Its types were written for a laxer compiler.
  new LimitedSynthesizer(remedy) as IStackSynthesizer
