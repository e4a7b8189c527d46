import { beforeAll } from 'vitest'
import { order } from '../stand-in.ts'

// Stand-ins outlive a file: one that ended with faults on order is not to fail the next on the same stand-in.
beforeAll(() => order())
