import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { echo, look } from "../../test/actions.ts";
import { failure, json, serve } from "../../test/server.ts";
import { createClient, toClient } from "../index.ts";

// What the machine of whoever runs the tests has set must not be found.
const names = ["PLATFORM_API_KEY", "PLATFORM_PASSPORT", "API_KEY", "PLATFORM_BASE_URL", "PLATFORM_PROFILE"];
beforeEach(() => {
  for (const name of names) vi.stubEnv(name, undefined);
  vi.stubEnv("HOME", "/nonexistent");
});
afterEach(() => void vi.unstubAllEnvs());

test("the option goes before the environment, and an empty one counts as none", async () => {
  await using server = await serve((response) => json(response, { text: "a" }));
  vi.stubEnv("PLATFORM_API_KEY", "env");
  vi.stubEnv("PLATFORM_BASE_URL", server.url);
  await echo(createClient({ apiKey: "option" }), { text: "a" });
  await echo(createClient({ apiKey: "", baseUrl: "" }), { text: "a" });
  await echo(createClient(), { text: "a" });
  expect(server.seen.map(({ headers }) => headers.authorization)).toEqual([
    "Bearer option",
    "Bearer env",
    "Bearer env",
  ]);
});

test("a key that is a function is asked anew for each call", async () => {
  await using server = await serve((response) => json(response, { text: "a" }));
  let asked = 0;
  const client = server.client({ apiKey: async () => `key-${++asked}` });
  await echo(client, { text: "a" });
  await echo(client, { text: "a" });
  expect(server.seen.map(({ headers }) => headers.authorization)).toEqual(["Bearer key-1", "Bearer key-2"]);
});

test("without a key: the first call that needs one says what to do, others go through", async () => {
  await using server = await serve((response) => json(response, { text: "a" }));
  const client = createClient({ baseUrl: server.url });
  const error = await failure(echo(client, { text: "a" }));
  expect(error).toMatchObject({
    name: "ConfigurationError",
    code: "missing_api_key",
    param: "apiKey",
    retryable: false,
  });
  expect(error.message).toBe(
    "No API key: pass `apiKey`, or set PLATFORM_API_KEY in the environment or a .env file.",
  );
  expect(await look(client)).toEqual({ text: "a" });
  expect(server.seen).toHaveLength(1);
});

test.each([
  "localhost:8787",
  "ftp://host",
  "http://",
  "http:///path",
  "http://a b",
  "http://host:99999",
  "http://host?x=1",
  "http://host/#x",
  "http://user@host",
  "/v1",
])("%s is no base address", (baseUrl) => {
  expect(() => createClient({ apiKey: "key", baseUrl })).toThrow(
    "baseUrl must be a plain http:// or https:// address.",
  );
});

test.each([
  ["http://host", "http://host"],
  ["https://host:8443/", "https://host:8443"],
  ["HTTP://[::1]:80/deep/path//", "HTTP://[::1]:80/deep/path"],
  [undefined, "http://127.0.0.1:8787"],
])("%s as the base address is %s", (given, baseUrl) => {
  expect(createClient({ apiKey: "key", baseUrl: given }).baseUrl).toBe(baseUrl);
});

test("a client is taken as it is, options make one", () => {
  const client = createClient({ apiKey: "key" });
  expect(toClient(client)).toBe(client);
  expect(toClient({ baseUrl: "http://host" }).baseUrl).toBe("http://host");
  expect(toClient().baseUrl).toBe("http://127.0.0.1:8787");
  expect(Object.isFrozen(client)).toBe(true);
});

describe("in a web page", () => {
  beforeEach(() => vi.stubGlobal("document", {}));
  afterEach(() => void vi.unstubAllGlobals());

  test("a key as text is refused, and not shown", () => {
    for (const make of [
      () => createClient({ apiKey: "plat_secret" }),
      () => toClient({ apiKey: "plat_secret" }),
    ]) {
      expect(make).toThrow(expect.objectContaining({ code: "key_in_browser", param: "apiKey" }));
      expect(make).not.toThrow(/plat_secret/);
    }
  });

  test("a token, a function, no key, or the word of the page's owner are taken", () => {
    for (const options of [
      { apiKey: "tok_1" },
      { apiKey: () => "plat_secret" },
      { apiKey: "plat_secret", allowKeyInBrowser: true },
      {},
    ]) {
      expect(createClient({ ...options, baseUrl: "http://host" }).baseUrl).toBe("http://host");
    }
  });
});
