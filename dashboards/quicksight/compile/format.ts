import type { DateTimeFormatConfiguration, NumberFormatConfiguration } from '@aws-sdk/client-quicksight'
import type { ViewType } from '../../../sql/view.ts'
import type { Unit } from '../../spec/measure.ts'

const places: Readonly<Record<Unit, number>> = {
  ...{ count: 0, s: 0, percent: 1, number: 2, bytes: 0 },
  ...{ usd: 2, usd_per_thousand: 2 },
}

/** What stands behind the number. QuickSight has no durations: they are seconds, and say so. */
const suffixes: Readonly<Record<Unit, string | undefined>> = {
  count: undefined,
  s: ' s',
  percent: ' %',
  number: undefined,
  bytes: ' B',
  usd: undefined,
  usd_per_thousand: undefined,
}

/** Numbers before which the sign of the currency stands. */
const isMoney = (unit: Unit): boolean => unit === 'usd' || unit === 'usd_per_thousand'

/** A number in its unit. Its scale is never changed, so that an export holds the same number. */
export function numberFormat(unit: Unit): NumberFormatConfiguration {
  const shown = {
    NumberScale: 'NONE',
    DecimalPlacesConfiguration: { DecimalPlaces: places[unit] },
    SeparatorConfiguration: {
      DecimalSeparator: 'DOT',
      ThousandsSeparator: { Symbol: 'COMMA', Visibility: 'VISIBLE' },
    },
    NullValueFormatConfiguration: { NullString: '–' },
    ...(suffixes[unit] !== undefined && { Suffix: suffixes[unit] }),
  } as const
  return {
    FormatConfiguration: isMoney(unit)
      ? { CurrencyDisplayFormatConfiguration: { Symbol: 'USD', ...shown } }
      : { NumberDisplayFormatConfiguration: shown },
  }
}

/** A day, or a moment of one. */
export const dateFormat = (type: ViewType): DateTimeFormatConfiguration => ({
  DateTimeFormat: type === 'date' ? 'MMM D, YYYY' : 'MMM D, YYYY HH:mm',
})
