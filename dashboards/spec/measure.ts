import type { RatioMetric, SumMetric } from '../../sql/metrics/metric.ts'

// A measure is QuickSight's word for a metric that stands in a visual: one that is made anew for every group it is
// shown by. Percentiles and maxima are none, yet.
export type { RatioMetric as RatioMeasure, SumMetric as SumMeasure, Unit } from '../../sql/metrics/metric.ts'
export type Measure = SumMetric | RatioMetric
