import type { RunReport } from '../../etl/job/run.ts'
import { count, styled } from '../terminal.ts'

/** What a run did, for people. @param which raw objects it looked for, when not for all */
export function summary(report: RunReport, which = 'it'): string {
  if (!report.commit) return `Nothing is new: the lake has all of ${which}.`
  const rows: [string, number, string][] = [
    ['read', report.read, `records in ${count(report.objects)} objects`],
    [
      'accepted',
      report.accepted,
      report.replaced ? `${count(report.replaced)} replaced a row` : 'became rows',
    ],
    ['duplicate', report.duplicate, 'met before'],
    ['superseded', report.superseded, 'older than the row of their key'],
    ['quarantined', report.quarantined, report.quarantined ? 'see: connect-lake quarantine list' : ''],
  ]
  const width = Math.max(...rows.map(([, n]) => count(n).length))
  const lines = rows.map(([name, n, note]) => {
    const text = `  ${name.padEnd(13)}${count(n).padStart(width)}  ${note}`.trimEnd()
    return name === 'quarantined' && n > 0 ? styled('yellow', text) : text
  })
  if (report.derived_partitions > 0)
    lines.push(`  ${'derived'.padEnd(13)}${count(report.derived_partitions).padStart(width)}  partitions`)
  return [...lines, `  commit       ${report.commit}`].join('\n')
}
