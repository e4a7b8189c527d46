import { LakeError } from '../../schema/error.ts'
import { quoted } from '../../schema/formats/duckdb.ts'
import type { DeployedView } from '../../sql/deployed-view.ts'
import { sqlName, sqlText } from '../../sql/literal.ts'
import type { ViewColumns, ViewType } from '../../sql/view.ts'
import type { ViewCatalog } from './catalog.ts'

/** A schema of Trino's, and what runs a statement there: its rows; a `LakeError` for what Trino refuses. */
export interface TrinoViewPlace {
  readonly catalog: string
  readonly schema: string
  run(sql: string): Promise<readonly (readonly unknown[])[]>
}

/** Begins the note in the comment of a view, behind what the view is about. */
const NOTE = '\n\nconnect-lake: '

/** What is noted: the text as it was written, for Trino keeps it in a form of its own; of the columns their types. */
type Note = Omit<DeployedView, 'name' | 'doc' | 'columns' | 'previous'> & {
  readonly columns?: Readonly<Record<string, ViewType>>
  readonly previous?: Note
}

function noteOf({ name: _, doc: __, columns, previous, ...rest }: DeployedView): Note {
  const types = Object.entries(columns ?? {}).map(([column, { type }]) => [column, type])
  return {
    ...rest,
    ...(columns && { columns: Object.fromEntries(types) }),
    ...(previous && { previous: noteOf(previous) }),
  }
}

function noted(name: string, doc: string, { columns, previous, ...rest }: Note): DeployedView {
  const declared: ViewColumns = Object.fromEntries(
    Object.entries(columns ?? {}).map(([column, type]) => [column, { type, doc: '' }]),
  )
  return {
    ...{ name, doc, ...rest },
    ...(columns && { columns: declared }),
    ...(previous && { previous: noted(name, doc, previous) }),
  }
}

/** A view as Trino tells of it. Whoever replaces it in SQL takes the comment away, and so the note. */
function viewOf(name: string, definition: string, comment: string): DeployedView {
  const at = comment.lastIndexOf(NOTE)
  const others = { name, sql: definition, hash: '' }
  if (at < 0) return others
  try {
    return noted(name, comment.slice(0, at), JSON.parse(comment.slice(at + NOTE.length)))
  } catch {
    return others
  }
}

/**
 * The views of a schema of Trino's. A view is made by one statement, with what is noted of it in its comment: the note is
 * there with the view or not at all, whatever metastore Trino has. Trino looks at the text when it makes a view.
 */
export function trinoViews({ catalog, schema, run }: TrinoViewPlace): ViewCatalog {
  const named = (name: string): string => [catalog, schema, sqlName(name)].map(quoted).join('.')
  return {
    name: `Trino schema ${catalog}.${schema}`,
    async views() {
      const [definitions, comments] = await Promise.all([
        run(
          `SELECT table_name, view_definition FROM ${quoted(catalog)}.information_schema.views ` +
            `WHERE table_schema = ${sqlText(schema)}`,
        ),
        run(
          `SELECT table_name, comment FROM system.metadata.table_comments ` +
            `WHERE catalog_name = ${sqlText(catalog)} AND schema_name = ${sqlText(schema)}`,
        ),
      ])
      const said = new Map(comments.map(([name, comment]) => [name, comment]))
      return definitions.map(([name, definition]) =>
        viewOf(String(name), String(definition), String(said.get(name) ?? '')),
      )
    },
    async putView(view) {
      const comment = `${view.doc ?? ''}${NOTE}${JSON.stringify(noteOf(view))}`
      await run(
        `CREATE OR REPLACE VIEW ${named(view.name)} COMMENT ${sqlText(comment)} SECURITY INVOKER AS\n${view.sql}`,
      ).catch(error => {
        if (!(error instanceof LakeError)) throw error
        throw new LakeError({ ...error, value: `view ${view.name}: ${error.value}` })
      })
    },
    async dropView(name) {
      await run(`DROP VIEW IF EXISTS ${named(name)}`)
    },
  }
}
