import { expect, test } from 'vitest'
import { usersOf, usersText } from '../../cli/views/users.ts'

const others = (texts: Readonly<Record<string, string>>) =>
  Object.entries(texts).map(([name, sql]) => ({ name, sql, hash: '' }))

test('views that others made over one of ours, by whatever name they call it, and over those', () => {
  const there = [
    ...others({
      vip: 'SELECT c.* FROM "awsdatacatalog"."connect"."contact" c WHERE vip',
      vips_by_day: 'select count(*) from connect.vip group by 1',
      waits: 'SELECT * FROM x\nJOIN queue_interval q ON true',
      raw: 'SELECT contact FROM contact_record',
    }),
    // One of ours is told of by what it declares.
    { name: 'contact_hold', sql: 'SELECT 1 FROM contact', hash: 'ours' },
  ]
  // queue_interval is one of the views over contact.
  expect(usersOf('contact', there).others).toEqual(['vip', 'vips_by_day', 'waits'])
  expect(usersText('contact', there)).toContain('; views of others vip, vips_by_day, waits; ')
  expect(usersOf('self_service', there).others).toEqual([])
})
