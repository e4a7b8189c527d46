import { describe, expect, test } from 'vitest'
import { violationsOf } from '../../../dashboards/quicksight/model/check.ts'
import { serviceModel, shapeNamed } from '../../../dashboards/quicksight/model/model.ts'
import { matchesWhole } from '../../../dashboards/quicksight/model/pattern.ts'
import { operations, requestName } from '../../../dashboards/quicksight/request.ts'
import { changed } from './changed.ts'
import { mistakes } from './mistakes.ts'
import { requests } from './requests.ts'

describe('what QuickSight takes', () => {
  test.each(requests().map(each => [requestName(each), each] as const))('%s', (_, { operation, input }) => {
    expect(violationsOf(operation, input)).toEqual([])
  })
})

describe('what QuickSight does not take', () => {
  test.each(mistakes)('%s: %s', (operation, at, value, path, what, allowed) => {
    const made = requests().findLast(each => each.operation === operation)
    const found = violationsOf(operation, changed(made?.input, at, value))
    expect(found).toContainEqual({
      path,
      what,
      value: expect.any(String),
      allowed: expect.stringContaining(allowed),
    })
  })
})

test('what is not given, and what is undefined, is the same', () => {
  const { input } = requests().find(({ operation }) => operation === 'CreateTheme') as { input: object }
  expect(violationsOf('CreateTheme', { ...input, VersionDescription: undefined })).toEqual([])
})

test('a long value is cut', () => {
  const [found] = violationsOf('DescribeTheme', { AwsAccountId: '111122223333', ThemeId: 'x'.repeat(600) })
  expect(found?.value).toHaveLength(100)
})

test('every shape that is named is there, and every pattern is one for JavaScript', () => {
  for (const { input } of Object.values(serviceModel.operations))
    expect(shapeNamed(input).type).toBe('structure')
  for (const shape of Object.values(serviceModel.shapes)) {
    const within = [
      shape.member,
      shape.key,
      shape.value,
      ...Object.values(shape.members ?? {}).map(each => each.shape),
    ]
    for (const name of within) if (name !== undefined) expect(serviceModel.shapes).toHaveProperty(name)
    if (shape.pattern !== undefined) expect(typeof matchesWhole(shape.pattern, 'text')).toBe('boolean')
  }
  for (const operation of operations) expect(serviceModel.operations).toHaveProperty(operation)
})

test.each([
  // Anchors within, flags in front, and classes of Unicode, as the model has them.
  ['[\\w\\-]+|(\\$LATEST)|(\\$PUBLISHED)', '$LATEST', true],
  ['[\\w\\-]+|(\\$LATEST)|(\\$PUBLISHED)', 'x$LATEST', false],
  ['(?i)\\Ahttps?://x\\z', 'HTTPS://X', true],
  ['[^\\p{Cc}]+', 'Übersicht', true],
  ['[^\\p{Cc}]+', 'a\tb', false],
])('pattern %s on %j', (pattern, text, fits) => {
  expect(matchesWhole(pattern, text)).toBe(fits)
})
