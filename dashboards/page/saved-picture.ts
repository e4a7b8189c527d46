import { toPng, toSvg } from 'html-to-image'

/** The forms in which a card, or a whole sheet, can be taken away as a picture. */
export const pictureForms = { png: 'PNG', svg: 'SVG' } as const
export type PictureForm = keyof typeof pictureForms

const makers: { readonly [K in PictureForm]: typeof toPng } = { png: toPng, svg: toSvg }

/** What belongs to the page, and not to the picture. */
const left_out = ['actions', 'header-actions', 'sr-only', 'table-search', 'link']

/** What style sheets say of the parts of a drawing, which are copied with their own attributes only. */
const DRAWN = ['fill', 'stroke', 'stroke-width', 'stroke-linecap', 'stroke-dasharray', 'opacity']
const WRITTEN = ['font-family', 'font-size', 'font-weight', 'text-anchor', 'dominant-baseline']

/** Writes that into the parts themselves, and gives the way back. What scrolls is cut where it ends. */
function inlined(element: HTMLElement): () => void {
  // In a picture nothing can be scrolled.
  const scrolled = [...element.querySelectorAll<HTMLElement>('.scroll')]
  for (const each of scrolled) each.style.overflow = 'hidden'
  const parts = [...element.querySelectorAll<SVGElement>('svg [class]')]
  const before = parts.map(part => part.getAttribute('style'))
  for (const part of parts) {
    const computed = getComputedStyle(part)
    for (const name of [...DRAWN, ...WRITTEN]) part.style.setProperty(name, computed.getPropertyValue(name))
  }
  return () => {
    for (const each of scrolled) each.style.removeProperty('overflow')
    for (const [i, part] of parts.entries()) {
      const style = before[i] ?? null
      if (style === null) part.removeAttribute('style')
      else part.setAttribute('style', style)
    }
  }
}

/** Saves what is drawn, without its buttons; a PNG twice as fine as the screen. */
async function save(element: HTMLElement, name: string, form: PictureForm, ground: string): Promise<void> {
  const restore = inlined(element)
  const made = makers[form](element, {
    pixelRatio: 2,
    backgroundColor: ground,
    style: { margin: '0' },
    // Only fonts of the system are used.
    skipFonts: true,
    filter: node => !left_out.some(each => node.classList?.contains(each)),
  }).finally(restore)
  const link = document.createElement('a')
  link.href = await made
  link.download = `${name}.${form}`
  link.click()
}

/** Saves a card, with its title. */
export async function saveCard(id: string, form: PictureForm): Promise<void> {
  const card = document.querySelector<HTMLElement>(`[data-visual="${id}"]`)
  if (card) await save(card, id, form, getComputedStyle(card).backgroundColor)
}

/** Saves the sheet that is shown: its title, how fresh it is, what is set, and all of its cards. */
export async function saveSheet(id: string, form: PictureForm): Promise<void> {
  const sheet = document.querySelector<HTMLElement>('#sheet')
  if (sheet) await save(sheet, id, form, getComputedStyle(document.body).backgroundColor)
}
