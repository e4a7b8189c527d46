/** A colour in linear light, or in another space of three numbers. */
export type Triple = readonly [number, number, number]

/** Linear light of a colour `#rrggbb`. */
function linear(colour: string): Triple {
  const channel = (at: number): number => {
    const c = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
  }
  return [channel(1), channel(3), channel(5)]
}

/** The contrast of two colours `#rrggbb`, from 1 to 21, as WCAG 2 has it. */
export function contrast(a: string, b: string): number {
  const luminance = ([r, g, b]: Triple): number => 0.2126 * r + 0.7152 * g + 0.0722 * b
  const [x, y] = [luminance(linear(a)), luminance(linear(b))]
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05)
}

const multiply = (m: readonly Triple[], v: Triple): Triple =>
  m.map(row => row[0] * v[0] + row[1] * v[1] + row[2] * v[2]) as unknown as Triple

/** How colours look to some: Machado, Oliveira, Fernandes 2009, severity 1. */
export const deficiencies: Readonly<Record<string, readonly Triple[]>> = {
  none: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
}

/** Oklab, × 100: a difference of 2 is just seen. */
function oklab(v: Triple): Triple {
  const cones = multiply(
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    v,
  ).map(Math.cbrt) as unknown as Triple
  const lab = multiply(
    [
      [0.2104542553, 0.793617785, -0.0040720468],
      [1.9779984951, -2.428592205, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.808675766],
    ],
    cones,
  )
  return lab.map(each => each * 100) as unknown as Triple
}

const clamp = (v: Triple): Triple => v.map(each => Math.min(1, Math.max(0, each))) as unknown as Triple

/** How far apart two colours `#rrggbb` look with one of the `deficiencies`; 2 is just seen. */
export function differenceSeen(a: string, b: string, deficiency: string): number {
  const matrix = deficiencies[deficiency] ?? []
  const [x, y] = [a, b].map(colour => oklab(clamp(multiply(matrix, linear(colour))))) as [Triple, Triple]
  return Math.hypot(x[0] - y[0], x[1] - y[1], x[2] - y[2])
}
