import type { ComponentChildren, VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { groupsOf, isGroup } from '../local/groups.ts'
import type { PageVisual } from '../local/model.ts'
import type { Row } from '../local/rows.ts'
import type { Problem } from '../local/stream.ts'
import { measuresOf, type WhyAnswer } from '../local/why.ts'
import { perOf, type Unit } from '../spec/measure.ts'
import { useControls } from './controls.ts'
import { CopyButton } from './copy-button.tsx'
import { Dialog } from './dialog.tsx'
import { dimensionText } from './dimension-text.ts'
import { formatCount, formatMoment, formatNumber } from './format.ts'
import { valueIn } from './pick.ts'
import { getJson, problemFrom } from './server.ts'
import { ProblemNote } from './states.tsx'

/** More groups than this nobody looks through. */
const MOST_GROUPS = 500

interface Group {
  readonly name: string
  /** As the question to the server has it. */
  readonly parts: readonly string[]
}

/** The groups that a visual shows. */
function groupsIn(visual: PageVisual, rows: readonly Row[]): readonly Group[] {
  const dimensions = groupsOf(visual)
  const found = rows.filter(
    row => isGroup(visual, row) && dimensions.every(({ name }) => row[name] !== undefined),
  )
  const groups = found.map(row => ({
    name: dimensions.map(each => dimensionText(each, row[each.name] ?? null)).join(' · '),
    parts: dimensions.map(each => {
      const value = valueIn(row, each)
      return value === null ? each.name : `${each.name}:${value}`
    }),
  }))
  return [...new Map(groups.map(group => [group.parts.join('\0'), group])).values()].slice(0, MOST_GROUPS)
}

const said = (value: number | string | null, unit: Unit): string =>
  formatNumber(value === null ? null : Number(value), unit)

const Part = ({
  label,
  children,
}: {
  readonly label: string
  readonly children: ComponentChildren
}): VNode => (
  <div>
    <dt>{label}</dt>
    <dd>{children}</dd>
  </div>
)

function MadeOf({ sums, unit }: WhyAnswer): VNode | null {
  if (sums.length === 0) return null
  return (
    <Part label="Made of">
      {sums.map(({ label, doc, value, unit: own }, i) => (
        <p key={label}>
          {i > 0 && '÷ '}
          <strong>{said(value, own)}</strong> {label.toLowerCase()} <span class="note">{doc}</span>
        </p>
      ))}
      {perOf(unit) > 1 && <p class="note">× {formatCount(perOf(unit))}</p>}
    </Part>
  )
}

function Counted({ rows, left_out }: WhyAnswer): VNode {
  const { counted, in_numerator, in_denominator, in_neither } = rows
  const out = left_out.filter(rule => rule.rows > 0)
  return (
    <Part label="Rows">
      <p>
        <strong>{formatCount(counted)}</strong> counted:{' '}
        {in_denominator === null
          ? `${formatCount(in_numerator)} of them add to it`
          : `${formatCount(in_numerator)} add to the numerator, ${formatCount(in_denominator)} to the denominator`}
        , {formatCount(in_neither)} add nothing
      </p>
      {out.length === 0 && <p>None left out by a rule</p>}
      {out.map(({ rule, rows: left }) => (
        <p key={rule}>
          <strong>{formatCount(left)}</strong> left out: {rule}
        </p>
      ))}
    </Part>
  )
}

function Complete({ completeness: c }: WhyAnswer): VNode {
  const moment = (iso: string | null): string => (iso === null ? 'no time' : formatMoment(iso))
  return (
    <Part label="Complete">
      <p>
        <strong>{c.complete ? 'Yes' : 'Not yet'}</strong>: the newest raw object arrived at{' '}
        {moment(c.last_arrived_at)}; records come late until {moment(c.expected_until)}
      </p>
      <p>
        {formatCount(c.raw_objects)} raw objects, {formatCount(c.records_read)} records read,{' '}
        {formatCount(c.records_accepted)} accepted, {formatCount(c.records_quarantined)} in the quarantine
      </p>
    </Part>
  )
}

type Behind = WhyAnswer['behind'][number]

const places = ({ records, records_in_all }: Behind): VNode => (
  <>
    {records.map(({ id, source_object, byte_offset, byte_length }) => (
      <p key={id + source_object}>
        <code>{id}</code> in <code>{source_object}</code>
        {byte_offset !== null && `, byte ${formatCount(byte_offset)}, ${formatCount(byte_length ?? 0)} long`}
      </p>
    ))}
    {records_in_all > records.length && (
      <p class="note">and {formatCount(records_in_all - records.length)} more</p>
    )}
  </>
)

/** The first rows behind the number, each with its records. */
function Rows({ behind, rows }: WhyAnswer): VNode {
  const names = Object.keys(behind[0]?.row ?? {})
  const total = Math.max(rows.in_numerator, rows.in_denominator ?? 0)
  if (behind.length === 0) return <p>No row adds to it.</p>
  return (
    <>
      <p class="note">
        {behind.length < total ? `The first ${behind.length} of ${formatCount(total)} rows` : 'All rows'}{' '}
        behind it, with their records in the unzipped raw objects; times are UTC
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard */}
      <section class="why-rows" tabIndex={0} aria-label="Rows behind the number">
        <table class="data">
          <thead>
            <tr>
              {names.map(name => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
              <th scope="col">adds to</th>
              <th scope="col">records</th>
            </tr>
          </thead>
          <tbody>
            {behind.map((each, i) => (
              <tr key={i}>
                {names.map(name => (
                  <td key={name}>
                    <bdi>{String(each.row[name] ?? '–')}</bdi>
                  </td>
                ))}
                <td>
                  {each.in_denominator === null ? 'the sum' : each.in_numerator ? 'both' : 'denominator'}
                </td>
                <td>{places(each)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  )
}

const Answered = (answer: WhyAnswer): VNode => (
  <>
    <p class="figure">{said(answer.value, answer.unit)}</p>
    <dl class="why">
      <Part label="Is">
        <p>{answer.doc}</p>
        {answer.readings && <p class="note">{answer.readings}</p>}
      </Part>
      <MadeOf {...answer} />
      <Counted {...answer} />
      <Complete {...answer} />
    </dl>
    <Rows {...answer} />
    <footer>
      <code class="command">{answer.command}</code>
      <CopyButton text={answer.command} />
    </footer>
  </>
)

interface WhyDialogProps {
  readonly visual: PageVisual
  readonly rows: readonly Row[]
  readonly onClose: () => void
}

/** Why a number of a visual is what it is: of one of its measures, as a whole or in one of the groups shown. */
export function WhyDialog({ visual, rows, onClose }: WhyDialogProps): VNode {
  const { question } = useControls()
  const measures = measuresOf(visual)
  const groups = groupsIn(visual, rows)
  const [measure, setMeasure] = useState(measures[0]?.name ?? '')
  const [group, setGroup] = useState(-1)
  const [answer, setAnswer] = useState<WhyAnswer>()
  const [problem, setProblem] = useState<Problem>()
  const path = question('why', visual.id, { measure, group: groups[group]?.parts ?? [] })
  useEffect(() => {
    const abort = new AbortController()
    setAnswer(undefined)
    setProblem(undefined)
    getJson<WhyAnswer>(path, abort.signal).then(setAnswer, error => {
      if (!abort.signal.aborted) setProblem(problemFrom(error))
    })
    return () => abort.abort()
  }, [path])
  return (
    <Dialog title={`Why: ${visual.title}`} subtitle={visual.question} size="large" onClose={onClose}>
      <div class="why-choices">
        {measures.length > 1 && (
          <label>
            <span>Number</span>
            <select value={measure} onChange={event => setMeasure(event.currentTarget.value)}>
              {measures.map(({ name, label }) => (
                <option key={name} value={name}>
                  {label}
                </option>
              ))}
            </select>
          </label>
        )}
        {groups.length > 0 && (
          <label>
            <span>
              {groupsOf(visual)
                .map(({ label }) => label)
                .join(' · ')}
            </span>
            <select value={group} onChange={event => setGroup(Number(event.currentTarget.value))}>
              <option value={-1}>All</option>
              {groups.map(({ name }, i) => (
                <option key={i} value={i}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
      <div class="why-answer" aria-live="polite" aria-busy={!answer && !problem}>
        {problem && <ProblemNote problem={problem} />}
        {answer && <Answered {...answer} />}
        {!answer && !problem && <div class="skeleton" />}
      </div>
    </Dialog>
  )
}
