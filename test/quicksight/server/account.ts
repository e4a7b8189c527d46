import { absent, type Operation } from './kind.ts'

/** The account, its namespaces and its users. */
export const account: Readonly<Record<string, Operation>> = {
  DescribeAccountSubscription: state => ({
    AccountInfo: {
      AccountName: 'centre',
      Edition: state.edition,
      AccountSubscriptionStatus: 'ACCOUNT_CREATED',
    },
  }),
  DescribeAccountSettings: state => ({
    AccountSettings: { AccountName: 'centre', Edition: state.edition, DefaultNamespace: 'default' },
  }),
  DescribeNamespace(_, { Namespace }) {
    if (Namespace !== 'default') throw absent(`Namespace ${Namespace}`)
    return { Namespace: { Name: Namespace, CreationStatus: 'CREATED' } }
  },
  DescribeUser(state, { UserName }) {
    if (!state.users.has(UserName)) throw absent(`User ${UserName}`)
    return { User: { UserName } }
  },
}
