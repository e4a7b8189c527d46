/** A word in its box: the middle of it, and how large it is. */
export interface Placed {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly font_px: number
}

/** What a character is wide, as part of the size of the font; wide letters and scripts more. */
const widthOf = (text: string): number =>
  [...text].reduce(
    (sum, each) => sum + (/[\u1100-\uffef]|\p{Extended_Pictographic}/u.test(each) ? 1.1 : 0.58),
    0,
  )

const LARGEST_PART = 0.2
const LEAST_PX = 11
const GAP_PX = 4

const apart = (a: Placed, b: Placed): boolean =>
  Math.abs(a.x - b.x) * 2 >= a.width + b.width + GAP_PX * 2 ||
  Math.abs(a.y - b.y) * 2 >= a.height + b.height + GAP_PX

/**
 * Places words in a field, the largest in the middle, each other where it first fits on a spiral around it; undefined for
 * those for which no room is left. The same words and the same field give the same picture.
 */
export function placeWords(
  words: readonly { readonly text: string; readonly size: number }[],
  width_px: number,
  height_px: number,
): readonly (Placed | undefined)[] {
  const largest = Math.max(1, ...words.map(({ size }) => size))
  const most = Math.max(LEAST_PX, Math.min(height_px * LARGEST_PART, 48))
  const placed: Placed[] = []
  return words.map(({ text, size }) => {
    const font_px = Math.round(LEAST_PX + (most - LEAST_PX) * Math.sqrt(size / largest))
    const box = { font_px, width: widthOf(text) * font_px, height: font_px * 1.2 }
    for (let turn = 0; turn < 60; turn += 0.12) {
      // As flat as the field is.
      const reach = (turn / 60) * 0.7
      const at = {
        ...box,
        x: width_px * (0.5 + reach * Math.cos(turn * 1.7)),
        y: height_px * (0.5 + reach * Math.sin(turn * 1.7)),
      }
      const inside =
        at.x - at.width / 2 >= 0 &&
        at.x + at.width / 2 <= width_px &&
        at.y - at.height / 2 >= 0 &&
        at.y + at.height / 2 <= height_px
      if (!inside || !placed.every(other => apart(at, other))) continue
      placed.push(at)
      return at
    }
    return undefined
  })
}
