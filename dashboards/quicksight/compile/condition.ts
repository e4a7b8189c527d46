import type { ConditionalFormattingColor } from '@aws-sdk/client-quicksight'
import { LakeError } from '../../../schema/error.ts'
import type { Resolved } from '../../normal/visual.ts'
import type { Dataset } from '../../spec/dataset.ts'
import type { Measure, SumMeasure } from '../../spec/measure.ts'
import type { Format, Share } from '../../spec/wells.ts'
import { colourOf } from './colour.ts'
import type { Context } from './context.ts'
import { columnText, parameterText } from './expression.ts'
import { measureField } from './field.ts'
import { parameterName } from './parameter.ts'

/**
 * The colour of a value that is beyond its limit; a parameter is a limit that the viewer sets.
 * @param field what stands in the well, where it is not the measure itself
 */
export function formatColour(
  data: Dataset,
  { of, when, limit, tone }: Format<Resolved>,
  { fields, theme }: Context,
  field = measureField(data, of),
): ConditionalFormattingColor {
  const { ColumnName = '' } = fields.use(field)
  const bound = typeof limit === 'number' ? String(limit) : parameterText(parameterName(limit.name))
  return {
    Solid: {
      Expression: `${columnText(ColumnName)} ${when === 'below' ? '<' : '>'} ${bound}`,
      Color: colourOf(theme[tone]),
    },
  }
}

/** Throws for a format of what the visual does not show. */
export function checkFormats(
  { id }: { readonly id: string },
  formats: readonly Format<Resolved>[],
  shown: readonly (Measure | Share<SumMeasure>)[],
  { dashboard, sheet }: Context,
): void {
  const columns = shown.flatMap(each => (each.kind === 'share' ? [] : [each.name]))
  for (const { of } of formats)
    if (!columns.includes(of.name))
      throw new LakeError({
        what: `visual ${id} on sheet ${sheet.id} of dashboard ${dashboard.id}: a format is of a measure that is not shown`,
        value: of.name,
        allowed: columns.join(', '),
        remedy: 'show the measure, or leave the format out',
      })
}
