import type { VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { PageVisual } from '../local/model.ts'
import type { Problem } from '../local/stream.ts'
import { useControls } from './controls.ts'
import { CopyButton } from './copy-button.tsx'
import { Dialog } from './dialog.tsx'
import { getText, problemFrom } from './server.ts'
import { ProblemNote } from './states.tsx'

// Text in quotes is matched first, so that a word within it stays plain.
const TOKENS =
  /('(?:[^']|'')*')|\b(SELECT|FROM|WHERE|AND|OR|NOT|IN|IS|NULL|BETWEEN|GROUP BY|GROUPING SETS|ORDER BY|HAVING|LIMIT|AS|CASE|WHEN|THEN|ELSE|END|CAST|OVER|DESC|DATE)\b/g

function Highlighted({ sql }: { readonly sql: string }): VNode {
  const parts: (string | VNode)[] = []
  let at = 0
  for (const { 0: text, 1: quoted, index } of sql.matchAll(TOKENS)) {
    parts.push(sql.slice(at, index), <span class={quoted ? 'sql-text' : 'sql-word'}>{text}</span>)
    at = index + text.length
  }
  return (
    <code>
      {parts}
      {sql.slice(at)}
    </code>
  )
}

/** Shows the SQL whose result a visual is. */
export function SqlDialog({
  visual,
  onClose,
}: {
  readonly visual: PageVisual
  readonly onClose: () => void
}): VNode {
  const { question } = useControls()
  const [sql, setSql] = useState('')
  const [problem, setProblem] = useState<Problem>()
  const path = question('sql', visual.id)
  useEffect(() => {
    getText(path).then(setSql, error => setProblem(problemFrom(error)))
  }, [path])
  return (
    <Dialog title={visual.title} subtitle={visual.question} onClose={onClose}>
      {problem ? (
        <ProblemNote problem={problem} />
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard
        <pre class="sql" tabIndex={0}>
          <Highlighted sql={sql} />
        </pre>
      )}
      <footer>
        <span class="note">
          Runs as it stands in <code>connect-lake query</code>
        </span>
        <CopyButton text={sql} />
      </footer>
    </Dialog>
  )
}
