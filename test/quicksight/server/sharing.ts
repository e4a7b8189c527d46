import { absent, byArn, find, kindNamed, type Operation, page } from './kind.ts'
import type { Input } from './routes.ts'
import { ServiceError, type State } from './state.ts'

const membersOf = (state: State, input: Input): Set<string> => {
  find(state, kindNamed('Folder'), input)
  const found = state.members.get(input.FolderId) ?? new Set<string>()
  state.members.set(input.FolderId, found)
  return found
}

function groupNamed(state: State, { GroupName, Namespace }: Input): Input {
  const found = state.groups.get(`${Namespace}/${GroupName}`)
  if (!found) throw absent(`Group ${GroupName}`)
  return found
}

/** Folders, groups and tags. */
export const sharing: Readonly<Record<string, Operation>> = {
  CreateFolderMembership(state, input) {
    const all = membersOf(state, input)
    const member = `${input.MemberType}/${input.MemberId}`
    if (!byArn(state, `:${input.MemberType.toLowerCase()}/${input.MemberId}`)) throw absent(member)
    if (all.has(member)) throw new ServiceError('ResourceExistsException', `${member} is in the folder`)
    all.add(member)
    return { FolderMember: { MemberId: input.MemberId, MemberType: input.MemberType } }
  },
  DeleteFolderMembership(state, input) {
    if (!membersOf(state, input).delete(`${input.MemberType}/${input.MemberId}`)) throw absent(input.MemberId)
    return {}
  },
  ListFolderMembers(state, input) {
    const all = [...membersOf(state, input)].map(member => {
      const [word = '', id = ''] = member.split('/')
      return {
        MemberId: id,
        MemberArn: `arn:aws:quicksight:${state.region}:${state.account_id}:${word.toLowerCase()}/${id}`,
      }
    })
    const { some, next } = page(all, input)
    return { FolderMemberList: some, ...next }
  },
  CreateGroup(state, input) {
    const key = `${input.Namespace}/${input.GroupName}`
    if (state.groups.has(key))
      throw new ServiceError('ResourceExistsException', `Group ${key} already exists`)
    state.groups.set(key, input)
    return { Group: input }
  },
  UpdateGroup(state, input) {
    Object.assign(groupNamed(state, input), input)
    return { Group: input }
  },
  DescribeGroup: (state, input) => ({ Group: groupNamed(state, input) }),
  DeleteGroup(state, input) {
    groupNamed(state, input)
    state.groups.delete(`${input.Namespace}/${input.GroupName}`)
    return {}
  },
  ListGroups(state, input) {
    const { some, next } = page(
      [...state.groups.values()].filter(each => each.Namespace === input.Namespace),
      input,
    )
    return { GroupList: some, ...next }
  },
  TagResource(state, input) {
    const asset = byArn(state, input.ResourceArn)
    if (!asset) throw absent(input.ResourceArn)
    for (const { Key, Value } of input.Tags) asset.tags.set(Key, Value)
    return {}
  },
  UntagResource(state, input) {
    for (const key of input.TagKeys) byArn(state, input.ResourceArn)?.tags.delete(key)
    return {}
  },
  ListTagsForResource(state, input) {
    const asset = byArn(state, input.ResourceArn)
    if (!asset) throw absent(input.ResourceArn)
    return { Tags: [...asset.tags].map(([Key, Value]) => ({ Key, Value })) }
  },
}
