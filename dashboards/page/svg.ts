import type { PageVisual } from '../local/model.ts'
import { init } from './charts/echarts.ts'
import type { Setting, Shown } from './charts/picture.ts'
import { type ChartKind, pictureOf } from './pictures/pictures.ts'

/** The same picture is the same text: names are counted from 0 in each, not over all that were drawn before. */
function renumbered(svg: string, prefix: string): string {
  const names = new Map<string, string>()
  return svg.replace(/zr\d+-[a-z]+-?\d+/g, name => {
    if (!names.has(name)) names.set(name, `${prefix}-${names.size}`)
    return names.get(name) as string
  })
}

/** A chart as SVG, drawn without a browser; what it says of its points, and its legend, is not in it. */
export function svgOf(visual: PageVisual<ChartKind>, shown: Shown, setting: Setting): string {
  const { width_px: width, height_px: height } = setting
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height })
  try {
    chart.setOption({ animation: false, ...pictureOf(visual, shown, setting).option })
    // Names are those of the document it is put into.
    return renumbered(chart.renderToSVGString(), visual.id)
  } finally {
    chart.dispose()
  }
}
