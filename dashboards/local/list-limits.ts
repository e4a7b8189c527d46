// What the list of a filter holds. The server fills it up to here, and the page says what is not in it.

/** Most values, the most frequent ones. */
export const MOST_LISTED = 5_000

/** Longest value, in characters. By longer ones, of which a contact can have 32 KB, nobody chooses, and all of them would go to the page. */
export const LONGEST_LISTED = 200
