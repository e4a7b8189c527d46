/** One step of the job as Lambda calls it, in a process of its own: `worker-step.js STEP EVENT`. Prints its report last. */
import { handler as plan } from '../../etl/handlers/plan.ts'
import { handler as publish } from '../../etl/handlers/publish.ts'
import { handler as transform } from '../../etl/handlers/transform.ts'

const steps: Readonly<Record<string, (event: never) => Promise<object>>> = { plan, transform, publish }
const [, , name = '', event = '{}'] = process.argv
const step = steps[name]
if (!step) throw new Error(`${name} is none of ${Object.keys(steps).join(', ')}`)
const report = await step(JSON.parse(event) as never)
process.stdout.write(`\n${JSON.stringify(report)}\n`)
