import { expect, test } from 'vitest'
import {
  ExpressionError,
  expressionOf,
  type Level,
  unknownCalls,
} from '../../../dashboards/quicksight/lint/expression.ts'
import { textFault } from '../../../dashboards/quicksight/lint/texts.ts'
import { parameter } from './requests.ts'

const levels: Readonly<Record<string, Level>> = { total: 'aggregate' }
const level = (text: string) => expressionOf(text).level(field => levels[field] ?? 'row')

// The rules of the documentation: "Aggregate functions" and "Level-aware calculations".
test.each([
  ['1 + 1', 'constant'],
  ['{a} + {b}', 'row'],
  ['ceil({a})', 'row'],
  ['sum({a})', 'aggregate'],
  ['sum(a)', 'aggregate'],
  ['ceil(avg({a}))', 'aggregate'],
  ['avg(ceil({a}))', 'aggregate'],
  ['sum({a}) / sum({b})', 'aggregate'],
  ['sum({a}) / 100', 'aggregate'],
  [`ifelse(sum({a}) > ${parameter('Target')}, 'yes', "no")`, 'aggregate'],
  ['sum({a}) + {b}', 'mixed'],
  ['ifelse({a} > 1, sum({b}), 0)', 'mixed'],
  ['sum(avg({a}) / avg({b}))', 'nested'],
  ['avg({total})', 'nested'],
  ['{total} * 2', 'aggregate'],
  ['{total} * {a}', 'mixed'],
  ['sum({a}, [{b}])', 'row'],
  ['avg(sum({a}, [{b}]))', 'aggregate'],
  [`sum({a}, [${parameter('visualDimensions')}, !{b}])`, 'row'],
  ['sumOver({a}, [{b}], PRE_AGG)', 'row'],
  ['sumOver(sum({a}), [{b}])', 'aggregate'],
  ['sumOver(sum({a}), [{b}], POST_AGG_FILTER)', 'aggregate'],
  ['max(sumOver({a}, [{b}], PRE_FILTER))', 'aggregate'],
  ['rank([sum({a}) DESC], [{b}])', 'aggregate'],
  ['runningSum(sum({a}), [{b} ASC])', 'aggregate'],
  ['sumIf({a}, {b} = 1 AND {c} <> 2)', 'aggregate'],
  ['sum(CASE_like)', 'aggregate'],
  ['dateDiff({a}, now(), "DD")', 'row'],
  ['/* all of it */ sum({a}) -- and no more', 'aggregate'],
])('%s is %s', (text, wanted) => {
  expect(level(text)).toBe(wanted)
})

test.each([
  ['', 'is empty'],
  ['sum({a}', 'has no ) for the ( at character 4'],
  ['sum({a}))', 'has a ) too many, at character 9'],
  ['{a} § 2', 'cannot be read from character 5'],
  ["concat('a", 'cannot be read from character 8'],
])('%s %s', (text, message) => {
  expect(() => expressionOf(text)).toThrow(ExpressionError)
  expect(() => expressionOf(text)).toThrow(message)
})

test('what an expression names', () => {
  const { fields, parameters, calls } = expressionOf(
    `ifelse(in({queue name}, ['a', 'b']) AND NOT isNull(x), ${parameter('Target')}, sum({y}))`,
  )
  expect([fields, parameters, calls]).toEqual([
    ['queue name', 'x', 'y'],
    ['Target'],
    ['ifelse', 'in', 'isNull', 'sum'],
  ])
  expect(unknownCalls(expressionOf('nvl({a}, 0)'))).toEqual(['nvl'])
})

test.each([
  ['<text-box>a<br/>b &amp; c</text-box>', undefined],
  ['<text-box><inline font-size="18px">a</inline></text-box>', undefined],
  ['<text-box>a</text-box><text-box/>', 'it does not begin with <text-box>, once'],
  ['<p>a</p>', 'it does not begin with <text-box>, once'],
  ['<text-box><b>a</text-box>', '</text-box> ends <b>'],
  ['<text-box>a', '<text-box> has no end'],
  ['<text-box>1 < 2</text-box>', 'a < at character 13 begins no tag; write &lt;'],
  ['</text-box>', '</text-box> ends nothing'],
  ['', 'it does not begin with <text-box>, once'],
])('text %s', (text, fault) => {
  expect(textFault(text, 'text-box')).toBe(fault)
})
