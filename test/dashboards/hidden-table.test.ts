import type { ComponentChildren, VNode } from 'preact'
import { expect, test } from 'vitest'
import { HiddenTable } from '../../dashboards/page/visuals/hidden-table.tsx'
import { pageVisual } from './gallery/shown.ts'

const isElement = (each: unknown): each is VNode<{ children?: ComponentChildren }> =>
  typeof each === 'object' && each !== null && 'props' in each

/** The elements of a tree that has no components, each before what is in it. */
const elementsOf = (of: ComponentChildren): readonly VNode<{ children?: ComponentChildren }>[] =>
  [of].flat(9).flatMap(each => (isElement(each) ? [each, ...elementsOf(each.props.children)] : []))

const tableOf = (count: number) => {
  const rows = Array.from({ length: count }, (_, i) => ({
    agent_username: `agent ${i}`,
    contacts_handled: i,
  }))
  const elements = elementsOf(HiddenTable({ visual: pageVisual('word-cloud'), rows }))
  const caption = elements.find(({ type }) => type === 'caption')
  return {
    lines: elements.filter(({ type }) => type === 'tr').length,
    elements: elements.length,
    caption: [caption?.props.children].flat().filter(Boolean).join(''),
  }
}

test('all rows are there for those who do not see the picture', () => {
  expect(tableOf(200)).toMatchObject({ lines: 201, caption: 'Agents by contacts' })
})

test('of many rows the first ones, and words where all are: its size has a bound', () => {
  const found = tableOf(25_000)
  expect(found.lines).toBe(201)
  expect(found.elements).toBe(tableOf(200).elements)
  expect(found.caption).toBe(
    'Agents by contacts: the first 200 of 25,000 rows. Download as CSV, in the menu of the card, has all',
  )
})
