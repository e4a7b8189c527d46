/** Writes down what the version that package.json names promises: npx tsx test/release/record.ts, once, when it is released. */
import { writeFileSync } from 'node:fs'
import { version as versionOf } from '../../cli/version.ts'
import { tables } from '../../schema/tables.ts'
import { viewSql } from '../../sql/files.ts'
import { views } from '../../sql/views.ts'
import { promisedBy } from './promised.ts'

const promised = promisedBy(Object.values(tables), Object.values(views), viewSql)
const file = new URL(`${versionOf()}.json`, import.meta.url)
writeFileSync(file, `${JSON.stringify(promised, null, 2)}\n`, { flag: 'wx' })
