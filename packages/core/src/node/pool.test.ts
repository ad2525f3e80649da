import { getEventListeners, once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { expect, test } from "vitest";
import { echo, getFile, look, putFile, ticks } from "../../test/actions.ts";
import { collect, events, failure, json, serve } from "../../test/server.ts";
import { pool } from "../node.ts";

test("a client works over a pool: calls, retries, streams, uploads and downloads", async () => {
  await using fetch = pool();
  await using server = await serve((response, { method, url, body }, count) => {
    if (url === "/v1/echo") return json(response, count === 1 ? {} : { text: body }, count === 1 ? 503 : 200);
    if (url === "/v1/ticks")
      return events(response, 'data: {"n":1}\n\ndata: {"n', '":2}\n\ndata: [DONE]\n\n');
    if (method === "GET") return response.end("ünï".repeat(50_000));
    return json(response, { size: Buffer.byteLength(body) });
  });
  const client = server.client({ fetch });
  expect(await echo(client, { text: "a" })).toEqual({ text: '{"text":"a"}' });
  expect(await collect(ticks(client))).toEqual([{ n: 1 }, { n: 2 }]);
  expect(await (await getFile(client, { path: "/" })).text()).toBe("ünï".repeat(50_000));
  const parts = ["a", "bc"].map((part) => new TextEncoder().encode(part));
  for (const body of [
    new Blob(parts).stream(),
    new Blob(parts),
    "abc",
    parts[1] as Uint8Array<ArrayBuffer>,
  ]) {
    const { size } = await putFile(client, { path: "/" }, body as Blob);
    expect(size).toBe(body === parts[1] ? 2 : 3);
  }
});

test("an answer is a Response like that of fetch", async () => {
  await using send = pool();
  await using server = await serve((response, { method, url }) => {
    if (url === "/none") return response.writeHead(204, { "x-a": "1" }).end();
    if (url === "/moved") return response.writeHead(302, { location: "/none" }).end();
    const headers = { "set-cookie": ["a=1", "b=2"], "x-who": method, "x-latin": "\u00e9" };
    response.writeHead(418, "I am a teapot", headers).end("text");
  });
  const response = await send(new URL(`${server.url}/a?b=%20c`), { method: "post" });
  expect(response).toBeInstanceOf(Response);
  expect(response).toMatchObject({ status: 418, statusText: "I am a teapot", ok: false });
  expect(response.url).toBe(`${server.url}/a?b=%20c`);
  expect(response.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
  expect(response.headers.get("x-who")).toBe("POST");
  expect(response.headers.get("x-latin")).toBe("\u00e9");
  expect(await response.clone().text()).toBe("text");
  expect(await response.text()).toBe("text");
  expect((await send(server.url, { method: "HEAD" })).body).toBe(null);
  expect((await send(`${server.url}/none`)).body).toBe(null);
  expect((await send(`${server.url}/moved`)).status).toBe(302);
  await expect(send(`${server.url}/moved`, { redirect: "error" })).rejects.toThrow(TypeError);
  const request = new Request(`${server.url}/r`, { method: "PUT", body: "x", headers: { "x-b": "2" } });
  await (await send(request, { headers: { "x-c": "3" } })).text();
  expect(server.seen.at(-1)).toMatchObject({ method: "PUT", url: "/r", body: "x", headers: { "x-c": "3" } });
});

test("a body says its own type and length, unless told otherwise", async () => {
  await using send = pool();
  await using server = await serve((response) => response.end());
  const form = new FormData();
  form.set("a", "1");
  const bodies = [
    form,
    new URLSearchParams("a=1"),
    new Blob(["1"], { type: "x/y" }),
    "1",
    new ArrayBuffer(2),
  ];
  for (const body of bodies) await (await send(server.url, { method: "POST", body })).text();
  const headers = { "content-type": "x/z" };
  await (await send(server.url, { method: "POST", body: "1", headers })).text();
  expect(server.seen.map(({ headers: sent }) => sent["content-type"]?.replace(/boundary=.*/, ""))).toEqual([
    "multipart/form-data; ",
    "application/x-www-form-urlencoded;charset=UTF-8",
    "x/y",
    "text/plain;charset=UTF-8",
    undefined,
    "x/z",
  ]);
  expect(server.seen.map(({ headers: sent }) => sent["content-length"])).toEqual([
    undefined,
    undefined,
    "1",
    "1",
    "2",
    "1",
  ]);
  expect(server.seen[0]?.body).toContain('name="a"');
});

test("what goes wrong on the way is a ConnectionError that says what", async () => {
  await using fetch = pool();
  const net = createServer((socket) => {
    socket
      .on("error", () => undefined)
      .once("data", (request) => {
        if (String(request).startsWith("GET")) socket.end("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{");
        else socket.destroy();
      });
  });
  await once(net.listen(0, "127.0.0.1"), "listening");
  const { port } = net.address() as AddressInfo;
  await using server = await serve(() => undefined);
  const cut = server.client({ fetch, retry: false, baseUrl: `http://127.0.0.1:${port}` });
  const nobody = server.client({ fetch, retry: false, baseUrl: "http://127.0.0.1:1" });
  const [refused, reset, broken] = [
    await failure(echo(nobody, { text: "a" })),
    await failure(echo(cut, { text: "a" })),
    await failure(look(cut)),
  ];
  expect(refused).toMatchObject({
    name: "ConnectionError",
    message: expect.stringMatching(/\(ECONNREFUSED\)/),
  });
  expect(reset).toMatchObject({
    name: "ConnectionError",
    message: expect.stringMatching(/\(UND_ERR_SOCKET\)/),
  });
  expect(broken).toMatchObject({ name: "ConnectionError", code: "response_broken" });
  net.close();
});

test("an answer that is none, and a request that cannot be sent, fail as with fetch and leave no listener", async () => {
  await using send = pool({ proxy: "http://127.0.0.1:1" });
  await using direct = pool();
  const net = createServer((socket) => void socket.end("HTTP/1.1 700 What\r\ncontent-length: 0\r\n\r\n"));
  await once(net.listen(0, "127.0.0.1"), "listening");
  const { signal } = new AbortController();
  const url = `http://127.0.0.1:${(net.address() as AddressInfo).port}`;
  await expect(direct(url, { signal })).rejects.toThrow("fetch failed");
  const headers = { "proxy-authorization": "mine" };
  await expect(send(url, { signal, headers })).rejects.toThrow("fetch failed");
  await expect(direct("nonsense", { signal })).rejects.toThrow("Invalid URL");
  expect(getEventListeners(signal, "abort")).toEqual([]);
  net.close();
});

test.each([
  [{ connections: 0 }, "connections must be a whole number from 1."],
  [{ connections: 1.5 }, "connections must be a whole number from 1."],
  [{ keepAlive: -1 }, "keepAlive must be a whole number from 0."],
  [{ connections: 5, keepAlive: 6 }, "keepAlive must be at most `connections`, which is 5."],
  [{ keepAliveMs: Number.NaN }, "keepAliveMs must be a whole number from 1."],
  [{ proxy: "canary" }, "proxy must be an http:// or https:// address."],
])("%j is refused", (options, message) => {
  expect(() => pool(options)).toThrow(expect.objectContaining({ name: "ConfigurationError", message }));
});
