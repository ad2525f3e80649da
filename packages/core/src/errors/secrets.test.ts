import { inspect } from "node:util";
import { expect, test } from "vitest";
import { echo, getFile, look, talk, ticks } from "../../test/actions.ts";
import { failure, json, serve } from "../../test/server.ts";
import { createClient } from "../index.ts";

const canary = "sk-canary-1234567890";
const options = { apiKey: canary, headers: { "x-canary": canary }, retry: false } as const;

/** Everything a logger or a curious reader could get out of a value, with all its causes. */
function everything(value: unknown, seen = new Set<unknown>()): string {
  if (typeof value !== "object" || value === null || seen.has(value)) return String(value);
  seen.add(value);
  const own = Reflect.ownKeys(value).map((key) => everything(Reflect.get(value, key), seen));
  return [inspect(value, { showHidden: true, depth: 9 }), JSON.stringify(value), ...own].join("\n");
}

test("no error holds the key or a header, however deep one looks", async () => {
  await using server = await serve((response, { url }) => {
    if (url === "/v1/look") return response.writeHead(200).end("<html>");
    if (url.startsWith("/v1/files")) return;
    json(response, { error: { message: "no" } }, 401);
  });
  const client = createClient({ ...options, baseUrl: server.url });
  const nobody = createClient({ ...options, baseUrl: "http://127.0.0.1:1" });
  const signal = AbortSignal.abort();
  const cases = {
    AuthenticationError: () => echo(client, { text: "a" }),
    DecodeError: () => look(client),
    TimeoutError: () => getFile(client, { path: "/" }, { timeoutMs: 20 }),
    AbortedError: () => echo(client, { text: "a" }, { signal }),
    ConnectionError: () => echo(nobody, { text: "a" }),
    StreamOpening: () => ticks(nobody)[Symbol.asyncIterator]().next(),
    Socket: () => talk(nobody),
    ValidationError: () => echo(client, { text: canary.length as never }),
  };
  for (const [name, made] of Object.entries(cases)) {
    const error = await failure(made());
    expect(error["name"], name).toMatch(/Error$/);
    expect(everything(error), name).not.toContain("canary");
  }
});

test.each(["line\nbreak", "ümlaut-…"])("a key that no header may hold is not shown: %j", async (bad) => {
  const client = createClient({ ...options, apiKey: canary + bad, baseUrl: "http://127.0.0.1:1" });
  for (const make of [() => echo(client, { text: "a" }), () => talk(client)]) {
    const error = await failure(make());
    expect(error).toMatchObject({ name: "ConfigurationError", code: "invalid_header", retryable: false });
    expect(everything(error)).not.toContain("canary");
  }
});

test("a key that no subprotocol may hold is not shown", async () => {
  const client = createClient({ ...options, apiKey: `${canary}/=`, baseUrl: "http://127.0.0.1:1" });
  const error = await failure(talk(client));
  expect(error).toMatchObject({ name: "ConfigurationError", code: "invalid_header" });
  expect(everything(error)).not.toContain("canary");
});

test("a printed client shows no key", () => {
  const client = createClient({ ...options, baseUrl: "http://127.0.0.1:1" });
  expect(inspect(client, { depth: 9 }) + JSON.stringify(client)).not.toContain("canary");
});

test("a password in the address is refused and not shown", async () => {
  const make = async () => createClient({ ...options, baseUrl: `http://user:${canary}@127.0.0.1:1` });
  const error = await failure(make());
  expect(error).toMatchObject({ name: "ConfigurationError", code: "invalid_base_url", param: "baseUrl" });
  expect(everything(error)).not.toContain("canary");
});
