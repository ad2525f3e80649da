import { once } from "node:events";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { inspect } from "node:util";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { echo } from "../../test/actions.ts";
import { makeCertificate } from "../../test/certificate.ts";
import { forwardProxy } from "../../test/forward-proxy.ts";
import { failure, json, serve } from "../../test/server.ts";
import { pool } from "../node.ts";
import { planProxy } from "./proxy.ts";

const names = ["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy"];
beforeEach(() => names.forEach((name) => vi.stubEnv(name, undefined)));
afterEach(() => void vi.unstubAllEnvs());

const authorization = `Basic ${Buffer.from("me:canary p@ss").toString("base64")}`;
const withPassword = (url: string) => url.replace("//", "//me:canary%20p%40ss@");
const named = (url: string, host = "api.example") => url.replace("127.0.0.1", host);

/** A real server on https, and the certificate to trust. */
async function serveSecurely() {
  const { cert, key } = makeCertificate("api.example");
  const server = createServer(
    { cert, key },
    (request, response) => void response.end(`secure ${request.url}`),
  );
  await once(server.listen(0, "127.0.0.1"), "listening");
  const url = `https://api.example:${(server.address() as AddressInfo).port}`;
  return { url, cert, [Symbol.asyncDispose]: async () => server.close().closeAllConnections() };
}

test("plain requests are handed to the proxy, with its password and not the server's", async () => {
  await using proxy = await forwardProxy("me:canary p@ss");
  await using server = await serve((response) => json(response, { text: "a" }));
  await using fetch = pool({ proxy: withPassword(proxy.url) });
  const client = server.client({ fetch, baseUrl: named(server.url) });
  expect(await echo(client, { text: "a" })).toEqual({ text: "a" });
  expect(proxy.seen).toEqual([{ line: `POST ${named(server.url)}/v1/echo`, authorization }]);
  expect(server.seen[0]?.headers).toMatchObject({ host: new URL(named(server.url)).host });
  expect(server.seen[0]?.headers["proxy-authorization"]).toBeUndefined();
  expect(Object.keys(fetch.stats())).toEqual([proxy.url]);
  expect(inspect(fetch, { depth: 9 }) + JSON.stringify(fetch.stats())).not.toContain("canary");
});

test("secure ones go through a tunnel, which is kept", async () => {
  await using proxy = await forwardProxy("me:canary p@ss");
  await using server = await serveSecurely();
  await using send = pool({ proxy: new URL(withPassword(proxy.url)), ca: server.cert });
  for (const path of ["/a", "/b", "/c", "/d", "/e"]) {
    expect(await (await send(server.url + path)).text()).toBe(`secure ${path}`);
  }
  // One is still ending its turn when the next request comes, so they alternate between two.
  expect(proxy.seen.length).toBeLessThanOrEqual(2);
  expect(proxy.seen[0]).toEqual({ line: `CONNECT ${new URL(server.url).host}`, authorization });
  expect(Object.keys(send.stats())).toEqual([server.url]);
  await using distrustful = pool({ proxy: withPassword(proxy.url) });
  await expect(distrustful(server.url)).rejects.toMatchObject({
    cause: { code: "DEPTH_ZERO_SELF_SIGNED_CERT" },
  });
});

test.each(["http", "https"])(
  "a password the proxy does not take is told and not shown, for %s",
  async (protocol) => {
    await using proxy = await forwardProxy("other");
    await using send = pool({ proxy: withPassword(proxy.url) });
    const error = await failure(send(`${protocol}://api.example/path`));
    expect(error).toMatchObject({ name: "ConfigurationError", code: "proxy_authentication", param: "proxy" });
    expect(inspect(error, { depth: 20, showHidden: true })).not.toMatch(/canary|bWU6Y2/);
  },
);

test("a proxy that is away is told, without its password", async () => {
  await using fetch = pool({ proxy: "http://me:canary@127.0.0.1:1" });
  await using server = await serve((response) => response.end());
  const error = await failure(echo(server.client({ fetch, retry: false }), { text: "a" }));
  expect(error).toMatchObject({
    name: "ConnectionError",
    message: expect.stringMatching(/\(ECONNREFUSED\)/),
  });
  expect(inspect(error, { depth: 20, showHidden: true })).not.toMatch(/canary|bWU6Y2/);
});

test("the environment's proxy is used, but for the hosts it excepts and this machine", async () => {
  await using proxy = await forwardProxy();
  await using server = await serve((response) => response.end("a"));
  vi.stubEnv("HTTP_PROXY", proxy.url);
  vi.stubEnv("NO_PROXY", "other.example,.127.0.0.2");
  await using send = pool();
  for (const host of ["127.0.0.1", "localhost"]) await (await send(named(server.url, host))).text();
  expect(proxy.seen).toEqual([]);
  await (await send(`${named(server.url)}/a`)).text();
  expect(proxy.seen.map(({ line }) => line)).toEqual([`GET ${named(server.url)}/a`]);
  await expect(send("http://other.example:1")).rejects.toThrow("fetch failed");
  expect(proxy.seen).toHaveLength(1);
  await using direct = pool({ proxy: false });
  await expect(direct(named(server.url))).rejects.toThrow("fetch failed");
});

test("which variable counts", () => {
  const plan = (env: Record<string, string>) => planProxy(undefined, env);
  expect(plan({})).toBeUndefined();
  expect(plan({ NO_PROXY: "a" })).toBeUndefined();
  expect(
    plan({ HTTPS_PROXY: "http://s", http_proxy: "http://l", HTTP_PROXY: "http://u", no_proxy: "a,b" }),
  ).toEqual({
    httpProxy: "http://l",
    httpsProxy: "http://s",
    noProxy: "a,b,localhost,127.0.0.1,::1",
  });
});

test.each(["canary", "socks5://canary", "http://canary:99999", "http://%zz:canary@host"])(
  "%s is no proxy, and is not shown",
  async (address) => {
    for (const make of [
      async () => pool({ proxy: address }),
      async () => planProxy(undefined, { HTTP_PROXY: address }),
    ]) {
      const error = await failure(make());
      expect(error).toMatchObject({ name: "ConfigurationError", code: "invalid_proxy" });
      expect(inspect(error, { depth: 20, showHidden: true })).not.toContain("canary");
    }
  },
);
