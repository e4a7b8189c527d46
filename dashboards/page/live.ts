/** How long it is waited where the browser itself no longer asks again, ms. */
const AGAIN_MS = 1_000

/**
 * While specs are edited: asks the server which page it serves, and shows the page anew where that is not this one. A server
 * that came back with the same page may still have left questions without an answer: then it is shown anew, too.
 */
export function follow(version: string, isAgain = false): void {
  const source = new EventSource('/api/live')
  let wasAway = isAgain
  source.onmessage = ({ data }: MessageEvent<string>) => {
    if (data !== version || (wasAway && document.querySelector('.problem'))) reload()
    wasAway = false
  }
  source.onerror = () => {
    wasAway = true
    if (source.readyState === EventSource.CLOSED) setTimeout(follow, AGAIN_MS, version, true)
  }
}

/** A browser that finds no server shows a page of its own, which does not follow: the server is asked before. */
function reload(): void {
  fetch(location.href).then(
    () => location.reload(),
    // It went again: so did its stream, and the next one says what is served then.
    () => undefined,
  )
}
