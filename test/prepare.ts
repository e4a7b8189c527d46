/** Puts into the user's cache what suites fetch when it is missing, so that nobody waits for it: Trino, its Java, moto, MiniStack, cfn-lint. */
import { pythonWithMoto } from './aws/server/moto.ts'
import { cacheFolder } from './fixture/child.ts'
import { pythonWithCfnLint } from './infra/whole/cfn-lint.ts'
import { pythonWithMiniStack } from './machine/setup.ts'
import { trinoHome } from './trino/server/artifacts.ts'
import { javaFor } from './trino/server/java.ts'
import { sayOn } from './trino/server/progress.ts'

const say = sayOn(process.stderr)
await pythonWithCfnLint()
await pythonWithMoto()
await pythonWithMiniStack()
await trinoHome(cacheFolder, say)
await javaFor(cacheFolder, say)
