import { coloursOf } from '../charts/colours.ts'
import { behind, type Picture, type PictureOf, type Point, pickOf } from '../charts/picture.ts'
import { FONT } from '../charts/style.ts'
import { dimensionText } from '../dimension-text.ts'
import { formatCount } from '../format.ts'
import { numberIn, numberText } from '../measure.ts'
import { placeWords } from './words.ts'

/** Words as large as they are frequent. */
export const wordCloud: PictureOf<'word_cloud'> = ({ group, size }, { rows }, setting): Picture => {
  const { tokens } = setting.look
  const colours = coloursOf(setting.look, group)
  const words = rows.map((row, i) => ({
    row,
    text: dimensionText(group, row[group.name] ?? null),
    size: numberIn(row, size) ?? 0,
    // Without a colour of their own only a few stand out.
    colour: group.coloured
      ? colours(row[group.name] ?? null, i)
      : (tokens.series[i % 2 ? 6 : 0] ?? tokens.ink),
  }))
  const places = placeWords(words, setting.width_px, setting.height_px)
  const shown = words.flatMap((word, i) => {
    const place = places[i]
    return place ? [{ ...word, place }] : []
  })
  const points = shown.map(
    ({ row, text, colour }): Point => ({
      title: text,
      rows: [{ colour, name: size.label, value: numberText(row, size) }],
      ...pickOf(row, setting),
    }),
  )
  const axis = { type: 'value', show: false, min: 0 } as const
  return {
    option: {
      grid: { left: 0, right: 0, top: 0, bottom: 0 },
      xAxis: { ...axis, max: setting.width_px },
      yAxis: { ...axis, max: setting.height_px, inverse: true },
      series: [
        {
          ...{ id: size.name, type: 'scatter', symbol: 'rect' },
          data: shown.map(({ row, place, colour, text }) => ({
            value: [place.x, place.y],
            symbolSize: [place.width, place.height],
            // Not as a text of its own, in which {b} would be a placeholder.
            label: { formatter: () => text, fontSize: place.font_px, color: colour, ...behind(setting, row) },
          })),
          itemStyle: { color: 'transparent' },
          label: { show: true, position: 'inside', fontFamily: FONT },
          emphasis: { scale: false, itemStyle: { color: tokens.hover } },
        },
      ],
    },
    points,
    trigger: 'item',
    pointer: {},
    ...(shown.length < rows.length && {
      note: `${formatCount(shown.length)} of ${formatCount(rows.length)}`,
    }),
  }
}
