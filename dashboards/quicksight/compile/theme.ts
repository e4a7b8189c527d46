import type { Tokens } from '../../theme/tokens.ts'
import { assetArn, assetId } from '../place.ts'
import { type Request, request } from '../request.ts'
import { placeOf, type QuickSightSettings } from '../settings.ts'
import { colourOf } from './colour.ts'
import { permissionsOf } from './share.ts'

const ID = 'connect-lake'

/** The ARN of the theme of all dashboards. */
export const themeArn = (settings: QuickSightSettings): string => assetArn(placeOf(settings), 'theme', ID)

/** The colours of the page as a theme: the same colour for the same use. */
export function themeRequest(tokens: Tokens, settings: QuickSightSettings): Request {
  const place = placeOf(settings)
  const { ink, ink_muted, surface, canvas, accent, on_accent, bad, warning, good } = tokens
  const { track, selected, series } = tokens
  return request('CreateTheme', ID, {
    AwsAccountId: place.account_id,
    ThemeId: assetId(place, ID),
    Name: `${place.prefix}connect-lake`,
    BaseThemeId: settings.theme === 'dark' ? 'MIDNIGHT' : 'CLASSIC',
    Configuration: {
      DataColorPalette: {
        Colors: series.map(colourOf),
        MinMaxGradient: [colourOf(selected), colourOf(accent)],
        EmptyFillColor: colourOf(track),
      },
      UIColorPalette: {
        PrimaryForeground: colourOf(ink),
        PrimaryBackground: colourOf(surface),
        SecondaryForeground: colourOf(ink_muted),
        SecondaryBackground: colourOf(canvas),
        Accent: colourOf(accent),
        AccentForeground: colourOf(on_accent),
        Danger: colourOf(bad),
        DangerForeground: colourOf(surface),
        Warning: colourOf(warning),
        WarningForeground: colourOf(surface),
        Success: colourOf(good),
        SuccessForeground: colourOf(surface),
        Dimension: colourOf(ink),
        DimensionForeground: colourOf(surface),
        Measure: colourOf(accent),
        MeasureForeground: colourOf(on_accent),
      },
      Sheet: {
        Tile: { Border: { Show: true } },
        TileLayout: { Gutter: { Show: true }, Margin: { Show: true } },
      },
    },
    Permissions: permissionsOf('theme', settings),
  })
}
