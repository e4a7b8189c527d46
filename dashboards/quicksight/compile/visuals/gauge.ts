import { captionOf } from '../caption.ts'
import { alone, type Compiler } from '../context.ts'
import { measureWell, parameterWell } from '../well.ts'

/** A share from 0 to 100, against its target. */
export const gauge: Compiler<'gauge'> = (visual, context) =>
  alone(visual, {
    GaugeChartVisual: {
      ...captionOf(visual, context),
      ChartConfiguration: {
        FieldWells: {
          Values: [measureWell(visual, visual.value, context)],
          TargetValues: [parameterWell(visual, visual.target, context)],
        },
        GaugeChartOptions: {
          PrimaryValueDisplayType: 'ACTUAL',
          Comparison: { ComparisonMethod: 'DIFFERENCE' },
          ArcAxis: { Range: { Min: 0, Max: 100 } },
          Arc: { ArcAngle: 180, ArcThickness: 'MEDIUM' },
        },
      },
    },
  })
