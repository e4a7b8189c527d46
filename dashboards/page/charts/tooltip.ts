/** A line of a tooltip: colour, name, exact value, and what else there is to say. */
export interface TooltipRow {
  readonly colour?: string
  readonly name: string
  readonly value: string
  readonly note?: string
}

function element(tag: string, className: string, text = ''): HTMLElement {
  const made = document.createElement(tag)
  made.className = className
  made.textContent = text
  return made
}

/** The content of a tooltip. Elements, not markup: names come from data, and inline styles are forbidden. */
export function tooltipContent(title: string, rows: readonly TooltipRow[], foot = ''): HTMLElement {
  const root = element('div', 'tooltip')
  root.append(element('div', 'tooltip-title', title))
  for (const { colour, name, value, note } of rows) {
    const row = element('div', 'tooltip-row')
    const swatch = element('span', 'tooltip-swatch')
    if (colour) swatch.style.background = colour
    row.append(swatch, element('span', 'tooltip-name', name), element('span', 'tooltip-value', value))
    if (note) row.append(element('span', 'tooltip-note', note))
    root.append(row)
  }
  if (foot) root.append(element('div', 'tooltip-foot', foot))
  return root
}

/** The same for those who hear it. */
export const tooltipText = (title: string, rows: readonly TooltipRow[], foot = ''): string => {
  const said = rows.map(({ name, value, note }) => [name, value, note].filter(Boolean).join(' '))
  return `${title}: ${said.join(', ')}${foot && `. ${foot}`}`
}
