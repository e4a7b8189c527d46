import { expect, test } from 'vitest'
import {
  assetArn,
  groupArn,
  managedThemeArn,
  namespaceArn,
  type QuickSightPlace,
  userArn,
} from '../../../dashboards/quicksight/place.ts'

const place: QuickSightPlace = {
  account_id: '111122223333',
  region: 'eu-central-1',
  identity_region: 'us-east-1',
  namespace: 'default',
  prefix: 'test-',
}

// As the reference of QuickSight's API gives them.
test('assets are of their region, people of that in which the account was signed up', () => {
  expect(assetArn(place, 'dataset', 'contacts')).toBe(
    'arn:aws:quicksight:eu-central-1:111122223333:dataset/test-contacts',
  )
  expect(groupArn(place, 'leads')).toBe('arn:aws:quicksight:us-east-1:111122223333:group/default/leads')
  expect(userArn(place, 'Admin/jo@example.com')).toBe(
    'arn:aws:quicksight:us-east-1:111122223333:user/default/Admin/jo@example.com',
  )
  expect(namespaceArn(place)).toBe('arn:aws:quicksight:us-east-1:111122223333:namespace/default')
  expect(managedThemeArn(place, 'MIDNIGHT')).toBe('arn:aws:quicksight::aws:theme/MIDNIGHT')
})

test('China and the government of the US have partitions of their own', () => {
  expect(assetArn({ ...place, region: 'us-gov-west-1' }, 'dashboard', 'a')).toMatch(/^arn:aws-us-gov:/)
  expect(assetArn({ ...place, region: 'cn-north-1' }, 'dashboard', 'a')).toMatch(/^arn:aws-cn:/)
})
