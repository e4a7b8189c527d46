import { drawn } from './saved/drawn.ts'
import { saveFile } from './saved/file.ts'

/** The forms in which a card, or a whole sheet, can be taken away as a picture. */
export const pictureForms = { png: 'PNG', svg: 'SVG' } as const
export type PictureForm = keyof typeof pictureForms

/** A PNG is twice as fine as the screen. */
const FINE = 2

/** The same picture in points. */
async function png(svg: string, width: number, height: number): Promise<Blob> {
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(width) * FINE
  canvas.height = Math.round(height) * FINE
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
  return new Promise((made, failed) =>
    canvas.toBlob(blob => (blob ? made(blob) : failed(new Error('the picture is too large')))),
  )
}

/** Saves what is drawn, without its buttons. */
async function save(element: HTMLElement, name: string, form: PictureForm, ground: string): Promise<void> {
  const { svg, rect } = drawn(element, ground)
  const picture =
    form === 'svg' ? new Blob([svg], { type: 'image/svg+xml' }) : await png(svg, rect.width, rect.height)
  saveFile(picture, `${name}.${form}`)
}

/** Saves a card, with its title. */
export async function saveCard(id: string, form: PictureForm): Promise<void> {
  const card = document.querySelector<HTMLElement>(`[data-visual="${id}"]`)
  if (card) await save(card, id, form, getComputedStyle(card).backgroundColor)
}

/** Saves the sheet that is shown: its title, how fresh it is, what is set, and all of its cards. */
export async function saveSheet(id: string, form: PictureForm): Promise<void> {
  const sheet = document.querySelector<HTMLElement>('#sheet')
  if (sheet) await save(sheet, id, form, getComputedStyle(document.documentElement).backgroundColor)
}
