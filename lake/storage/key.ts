import { LakeError } from '../../schema/error.ts'

/** Refuses a key that would lead out of the lake, or that stores spell in more than one way. */
export function checkedKey(key: string): string {
  const bad = key === '' || key.split('/').some(part => part === '' || part === '.' || part === '..')
  if (bad || key.includes('\0') || key.includes('\\')) {
    throw new LakeError({
      what: 'a key of the lake leads out of it',
      value: JSON.stringify(key),
      allowed: 'names joined by /, none of them empty, . or ..',
      remedy: 'this is a fault of connect-lake or a lake changed by hand; restore the lake, or report it',
    })
  }
  return key
}
