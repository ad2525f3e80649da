/** Headers that differ from call to call and change no answer. */
const ofNoMatter = ["traceparent", "tracestate", "baggage", "x-request-id"];

/**
 * The same for requests that may share an answer: the address and every header that could change it, the key
 * included, so that what one tenant may see never reaches another.
 */
export function requestKey(url: string, headers: Headers, ignored: readonly string[] = []): string {
  const without = new Set([...ofNoMatter, ...ignored]);
  return JSON.stringify([url, [...headers].filter(([name]) => !without.has(name))]);
}
