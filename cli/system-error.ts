import { diskFull, LakeError } from '../schema/error.ts'

interface Answer {
  readonly what: string
  readonly allowed: string
  readonly remedy: string
}

const missing: Answer = {
  what: 'a file or folder is not there, or leads nowhere',
  allowed: 'names of files and folders that exist',
  remedy: 'see whether the name is right, and whether a link leads nowhere, and run the same command again',
}
const forbidden: Answer = {
  what: 'this user may not use a file or folder',
  allowed: 'raw folders that this user may read, lakes that this user may write',
  remedy: 'give the user permission, or run as another user',
}
const tooMany: Answer = {
  what: 'too many files are open',
  allowed: 'as many as ulimit -n says',
  remedy: 'raise the limit, or lower lanes, and run the same command again',
}

const answers: Readonly<Record<string, Answer>> = {
  EFBIG: {
    what: 'a file would become larger than this user may write',
    allowed: 'files up to what ulimit -f says',
    remedy: 'raise the limit and run the same command again: the lake is as it was after its last commit',
  },
  EROFS: {
    ...forbidden,
    what: 'the file system can only be read',
    remedy: 'name a folder that can be written',
  },
  EACCES: forbidden,
  EPERM: forbidden,
  ENOENT: missing,
  ENOTDIR: missing,
  EISDIR: missing,
  ELOOP: missing,
  EMFILE: tooMany,
  ENFILE: tooMany,
}

/** What the operating system refused, in the words of the user; all other errors as they are. */
export function inWords(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof LakeError) return error
  const answer = answers[String((error as NodeJS.ErrnoException).code)]
  return (
    diskFull(error) ?? (answer ? new LakeError({ ...answer, value: error.message, cause: error }) : error)
  )
}
