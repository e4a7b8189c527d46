import { dataSetState } from '../../views/data_set_state.ts'
import { rows, rowsWhere } from '../additive.ts'
import { is } from '../condition.ts'
import { metricsOf } from '../subject.ts'

const count = { kind: 'sum', unit: 'count', connect: null } as const

/** Whether data sets of QuickSight show what the lake has. */
export const staleness = metricsOf(dataSetState)({
  data_sets_in_memory: {
    ...count,
    label: 'Data sets in memory',
    doc: 'Data sets that QuickSight has in its memory, as the newest refresh found them.',
    of: rows(),
  },
  data_sets_stale: {
    ...count,
    label: 'Stale data sets',
    doc: 'Of those, the ones whose newest refresh failed, or that lack what the lake had half an hour before its newest commit.',
    of: rowsWhere(is('is_stale')),
  },
  data_sets_stale_rate: {
    kind: 'ratio',
    unit: 'percent',
    connect: null,
    label: 'Stale data sets, share',
    doc: 'Of the data sets in memory, those that are stale.',
    numerator: 'data_sets_stale',
    denominator: 'data_sets_in_memory',
  },
  max_commits_behind: {
    kind: 'max',
    unit: 'count',
    connect: null,
    label: 'Commits behind',
    doc: 'Commits that took anything in and that a data set lacks: of the one that lacks most.',
    over: 'commits_behind',
  },
  max_data_set_behind: {
    kind: 'max',
    unit: 's',
    connect: null,
    label: 'Behind the lake',
    doc: 'How much older what a data set shows is than what the lake has: of the one that is furthest behind.',
    over: 'behind_s',
  },
})
