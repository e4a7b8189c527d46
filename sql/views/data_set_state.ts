import { dataSetRefresh } from '../../schema/tables/data-set-refresh.ts'
import { view } from '../view.ts'

const its = dataSetRefresh.columns
const text = (doc: string) => ({ type: 'varchar', doc }) as const
const at = (doc: string) => ({ type: 'timestamp', doc }) as const
const count = (doc: string) => ({ type: 'bigint', doc }) as const

/** Whether what people look at in QuickSight is what the lake has. */
export const dataSetState = view({
  name: 'data_set_state',
  version: 1,
  doc: 'One row per data set in the memory of QuickSight, as its newest refresh left it: what it shows of the lake, and whether it is stale. How far it is behind is told as of the newest commit that took anything in, not by a clock. Ask it directly: what is in memory cannot tell that it is stale.',
  grain: ['data_set_arn'],
  uses: ['data_set_refresh', 'ledger', 'business_calendar'],
  columns: {
    dt: text('UTC date on which the newest raw object arrived, as text: the same in all rows.'),
    local_date: { type: 'date', doc: 'Day of that arrival by the clocks of the business time zone.' },
    last_arrived_at: at('When the newest raw object arrived: how data sets stand is told as of then.'),
    last_committed_at: at('When the lake last took anything in.'),
    data_set_arn: text(its.data_set_arn.doc),
    environment: text(
      'What the ids of all assets of its environment begin with; null where with nothing of the kind.',
    ),
    data_set: text(its.data_set.doc),
    outcome: text('How its newest refresh ended: completed, failed, or unchanged.'),
    error_type: text('What kept QuickSight from it, as one word of its own; null where nothing did.'),
    error_message: { ...text(its.error_message.doc), pii: true },
    rows_ingested: count('Rows that QuickSight took in by its newest refresh.'),
    commit_id: text('Commit of the lake up to which that was to read.'),
    last_good_at: at('When a refresh of it was last completed, UTC; null where none ever was.'),
    local_last_good_at: at('The same by the clocks of the business time zone.'),
    shows_lake_at: at('It shows the lake as it was then; null where none of it was ever told to be good.'),
    commits_behind: count('Commits that took anything in since, which it lacks.'),
    behind_s: count(
      'How much older what it shows is than what the lake has, in seconds; 0 where it lacks no commit.',
    ),
    is_stale: {
      type: 'boolean',
      doc: 'Its newest refresh failed, or it lacks what the lake had half an hour before its newest commit.',
    },
  },
})
