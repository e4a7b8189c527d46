/** Builds the page into a folder: index.html, and below assets/ all else, with a hash in its name. */
export function buildPage(folder: string): Promise<void>
