/** Calls of Lambda that are kept for publishing: two that publish at once are right, and one of them works in vain. */
export const PUBLISHERS = 1
