/** What is in the making lies below this, in the lake: nobody who queries sees it, and what is left there is swept. */
export const STAGED = '_staged/'
