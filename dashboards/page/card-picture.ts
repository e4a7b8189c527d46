import { toPng, toSvg } from 'html-to-image'

/** The forms in which a card can be taken away as a picture. */
export const pictureForms = { png: 'PNG', svg: 'SVG' } as const
export type PictureForm = keyof typeof pictureForms

const makers: { readonly [K in PictureForm]: typeof toPng } = { png: toPng, svg: toSvg }

/** What belongs to the page, and not to the picture. */
const left_out = ['actions', 'sr-only', 'table-search', 'card-foot']

/** What style sheets say of the parts of a drawing, which are copied with their own attributes only. */
const DRAWN = ['fill', 'stroke', 'stroke-width', 'stroke-linecap', 'stroke-dasharray', 'opacity']
const WRITTEN = ['font-family', 'font-size', 'font-weight', 'text-anchor', 'dominant-baseline']

/** Writes that into the parts themselves, and gives the way back. */
function inlined(card: HTMLElement): () => void {
  const parts = [...card.querySelectorAll<SVGElement>('svg [class]')]
  const before = parts.map(part => part.getAttribute('style'))
  for (const part of parts) {
    const computed = getComputedStyle(part)
    for (const name of [...DRAWN, ...WRITTEN]) part.style.setProperty(name, computed.getPropertyValue(name))
  }
  return () => {
    for (const [i, part] of parts.entries()) {
      const style = before[i] ?? null
      if (style === null) part.removeAttribute('style')
      else part.setAttribute('style', style)
    }
  }
}

/** Saves a card as it is drawn, with its title and without its buttons; a PNG twice as fine as the screen. */
export async function saveCard(id: string, form: PictureForm): Promise<void> {
  const card = document.querySelector<HTMLElement>(`[data-visual="${id}"]`)
  if (!card) return
  const restore = inlined(card)
  const made = makers[form](card, {
    pixelRatio: 2,
    backgroundColor: getComputedStyle(card).backgroundColor,
    style: { margin: '0' },
    // Only fonts of the system are used.
    skipFonts: true,
    filter: node => !left_out.some(name => node.classList?.contains(name)),
  }).finally(restore)
  const link = document.createElement('a')
  link.href = await made
  link.download = `${id}.${form}`
  link.click()
}
