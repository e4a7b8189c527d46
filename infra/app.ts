import { fileURLToPath } from 'node:url'
import { LakeError } from '../schema/error.ts'
import { codeIn } from './code.ts'
import { readDeployment } from './config.ts'
import { deployed } from './deployment.ts'
import { check } from './nag/checks.ts'
import { DEPLOYMENT_FILE } from './names.ts'

// What `cdk` runs: templates of the deployment that CONNECT_LAKE_DEPLOYMENT names, into the folder that cdk says.
const dist = fileURLToPath(new URL('../dist', import.meta.url))
try {
  const { app } = deployed(
    readDeployment(process.env.CONNECT_LAKE_DEPLOYMENT ?? DEPLOYMENT_FILE),
    codeIn(dist),
    process.env.CDK_OUTDIR,
  )
  check(app)
  app.synth()
} catch (error) {
  if (!(error instanceof LakeError)) throw error
  console.error(error.lines().join('\n'))
  process.exitCode = 1
}
