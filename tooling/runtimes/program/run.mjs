import { createClient, retry } from "@platform/core";
import { checks } from "./checks.mjs";
import { describe } from "./expect.mjs";

/**
 * Runs every check against the server at `url` and answers `{ name, ok, detail }` of each, `skipped` with a
 * reason where the runtime lacks something.
 */
export async function run({ url, nobody, hasFiles }) {
  const unhandled = watchRejections();
  const client = createClient({
    baseUrl: url,
    apiKey: "secret",
    allowKeyInBrowser: true,
    retry: retry({ baseMs: 1 }),
    timeoutMs: 20_000,
  });
  const results = [];
  for (const [name, check] of Object.entries(checks)) {
    try {
      const skipped = await check({ client, url, nobody, hasFiles });
      results.push(skipped === undefined ? { name, ok: true } : { name, ok: true, skipped });
    } catch (error) {
      results.push({ name, ok: false, detail: describe(error) });
    }
  }
  // Rejections nobody handled are told a turn later.
  await new Promise((resolve) => setTimeout(resolve, 10));
  results.push({
    name: "no rejection is left unhandled",
    ok: unhandled.length === 0,
    detail: unhandled.join(),
  });
  return results;
}

function watchRejections() {
  const seen = [];
  if (globalThis.process?.on) process.on("unhandledRejection", (reason) => seen.push(describe(reason)));
  else globalThis.addEventListener?.("unhandledrejection", (event) => seen.push(describe(event.reason)));
  return seen;
}
