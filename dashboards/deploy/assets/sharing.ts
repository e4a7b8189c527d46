import type {
  CreateFolderCommandInput,
  CreateFolderMembershipCommandInput,
  CreateGroupCommandInput,
} from '@aws-sdk/client-quicksight'
import type { QuickSightApi } from '../api.ts'
import { sharingOf } from '../found.ts'
import type { AssetKind } from './asset.ts'

export const group: AssetKind<CreateGroupCommandInput> = {
  async describe(api, { AwsAccountId, Namespace, GroupName }) {
    const answer = await api.find(
      'DescribeGroup',
      `group ${GroupName}`,
      client => client.describeGroup({ AwsAccountId, Namespace, GroupName }),
      'people',
    )
    return answer && { arn: answer.Group?.Arn ?? '', shown: { ...answer.Group, Namespace }, state: 'good' }
  },
  create: (api, input) =>
    api.ask('CreateGroup', `group ${input.GroupName}`, client => client.createGroup(input), 'people'),
  update: (api, input) =>
    api.ask('UpdateGroup', `group ${input.GroupName}`, client => client.updateGroup(input), 'people'),
  // People are in it, and other assets are shared with it.
  remove: async () => {},
}

export const folder: AssetKind<CreateFolderCommandInput> = {
  async describe(api, { AwsAccountId, FolderId }) {
    const of = `folder ${FolderId}`
    const id = { AwsAccountId, FolderId }
    const answer = await api.find('DescribeFolder', of, client => client.describeFolder(id))
    const { Arn = '', ...shown } = answer?.Folder ?? {}
    if (!answer) return undefined
    const sharing = await sharingOf(api, of, Arn, 'DescribeFolderPermissions', client =>
      client.describeFolderPermissions(id),
    )
    return { ...sharing, shown: { ...shown }, state: 'good' }
  },
  create: (api, input) =>
    api.ask('CreateFolder', `folder ${input.FolderId}`, client => client.createFolder(input)),
  update: (api, { AwsAccountId, FolderId, Name }) =>
    api.ask('UpdateFolder', `folder ${FolderId}`, client =>
      client.updateFolder({ AwsAccountId, FolderId, Name }),
    ),
  remove: (api, { AwsAccountId, FolderId }) =>
    api.find('DeleteFolder', `folder ${FolderId}`, client => client.deleteFolder({ AwsAccountId, FolderId })),
  share: (api, { AwsAccountId, FolderId }, change) =>
    api.ask('UpdateFolderPermissions', `folder ${FolderId}`, client =>
      client.updateFolderPermissions({ AwsAccountId, FolderId, ...change }),
    ),
}

async function hasMember(api: QuickSightApi, input: CreateFolderMembershipCommandInput): Promise<boolean> {
  const { AwsAccountId, FolderId, MemberId, MemberType } = input
  const end = `:${MemberType?.toLowerCase()}/${MemberId}`
  for (let NextToken: string | undefined; ; ) {
    const answer = await api.find('ListFolderMembers', `folder ${FolderId}`, client =>
      client.listFolderMembers({ AwsAccountId, FolderId, NextToken }),
    )
    if (answer?.FolderMemberList?.some(({ MemberArn = '' }) => MemberArn.endsWith(end))) return true
    NextToken = answer?.NextToken
    if (NextToken === undefined) return false
  }
}

export const folderMembership: AssetKind<CreateFolderMembershipCommandInput> = {
  describe: async (api, input) =>
    (await hasMember(api, input)) ? { arn: '', shown: { ...input }, state: 'good' } : undefined,
  create: (api, input) =>
    api.ask('CreateFolderMembership', `folder ${input.FolderId}`, client =>
      client.createFolderMembership(input),
    ),
  update: async () => {},
  remove: (api, input) =>
    api.find('DeleteFolderMembership', `folder ${input.FolderId}`, client =>
      client.deleteFolderMembership(input),
    ),
}
