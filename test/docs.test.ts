import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { documentation } from '../cli/docs.ts'
import { program } from '../cli/program.ts'
import { pathsOf } from '../schema/table.ts'
import { tables } from '../schema/tables.ts'
import { views } from '../sql/views.ts'

const pages = documentation(program())
const page = (name: string): string => pages.get(name) ?? ''

test.each([...pages])('docs/%s is what the code says; npm run docs writes it anew', (name, text) => {
  expect(readFileSync(new URL(`../docs/${name}`, import.meta.url), 'utf8')).toBe(text)
})

describe('the dictionary', () => {
  const sections = new Map(
    page('data-dictionary.md')
      .split('\n## ')
      .map(section => [section.split('\n')[0] ?? '', section.split('\n')]),
  )
  test.each(Object.values(tables))('$name: every column, with what is to be known of it', table => {
    const lines = sections.get(table.name) ?? []
    for (const [name, column] of Object.entries(table.columns)) {
      const line = lines.find(each => each.startsWith(`| \`${name}\` |`))
      expect(line, name).toContain(column.doc.replaceAll('|', '\\|').replaceAll('<', '&lt;'))
      for (const path of pathsOf(column)) expect(line, name).toContain(path)
      if (column.pii) expect(line, name).toContain(`PII: ${column.pii}`)
      if (column.required) expect(line, name).toContain('never null')
    }
  })
})

test('the page of views has every column of every view', () => {
  for (const view of Object.values(views))
    for (const name of Object.keys(view.columns)) expect(page('views.md')).toContain(`| \`${name}\` |`)
})
