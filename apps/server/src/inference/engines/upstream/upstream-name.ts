/** How an upstream is called in `owned_by` and in the ledger: by its host, as in `api.openai.com`. */
export function upstreamName(baseUrl: string): string {
  const { host } = new URL(baseUrl);
  // That name is taken: what it owns is priced as our own work.
  return host === "platform" ? "upstream" : host;
}
