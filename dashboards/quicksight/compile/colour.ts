/** A colour `#rrggbb` as QuickSight takes it: in capitals. */
export const colourOf = (colour: string): string => colour.toUpperCase()
