/** How a result can be printed. Apart from what prints it, for that takes time to load. */
export const formats = ['table', 'csv', 'json', 'arrow'] as const
export type Format = (typeof formats)[number]
