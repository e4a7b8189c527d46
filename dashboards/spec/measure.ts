import type { MaxMetric, RatioMetric, SumMetric } from '../../sql/metrics/metric.ts'

// A measure is QuickSight's word for a metric that stands in a visual: one that is made anew for every group it is
// shown by. Percentiles are none: an engine makes them by a question of their own.
export type {
  RatioMetric as RatioMeasure,
  SumMetric as SumMeasure,
  Unit,
} from '../../sql/metrics/metric.ts'
export { perOf } from '../../sql/metrics/metric.ts'
export type Measure = SumMetric | RatioMetric | MaxMetric
