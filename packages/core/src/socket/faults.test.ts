import { createHash } from "node:crypto";
import { once } from "node:events";
import { type AddressInfo, createServer, type Socket as Connection } from "node:net";
import { inspect } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { talk } from "../../test/actions.ts";
import { collect } from "../../test/server.ts";
import { createClient, PlatformError } from "../index.ts";

/** What a server may do to a connection, by hand on the wire: how the opening or the reading ends. */
const unhandled: unknown[] = [];
const note = (reason: unknown) => unhandled.push(reason);
beforeAll(() => void process.on("unhandledRejection", note));
afterAll(() => void process.off("unhandledRejection", note));

const canary = "plat_canary";
const magic = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
const answer = (request: string, protocol = "platform.v1", accept?: string) => {
  const key = /sec-websocket-key: (\S+)/i.exec(request)?.[1] ?? "";
  const right = createHash("sha1")
    .update(key + magic)
    .digest("base64");
  return [
    "HTTP/1.1 101 Switching Protocols",
    "upgrade: websocket",
    "connection: Upgrade",
    `sec-websocket-accept: ${accept ?? right}`,
    `sec-websocket-protocol: ${protocol}`,
    "\r\n",
  ].join("\r\n");
};
const frame = (first: number, payload: Uint8Array | string) => {
  const bytes = Buffer.from(payload);
  return Buffer.concat([Buffer.from([first, bytes.length]), bytes]);
};
const said = frame(0x81, '{"text":"one"}');

type Fault = (connection: Connection, request: string) => void;
const opened =
  (then: (connection: Connection) => void): Fault =>
  (connection, request) => {
    connection.write(answer(request));
    then(connection);
  };

/** By name: the error that tells it, and whether another opening may help. */
const faults: [string, Fault, what: string, retryable: boolean][] = [
  ["reset before the answer", (c) => c.resetAndDestroy(), "ConnectionError", true],
  ["closed before the answer", (c) => c.end(), "ConnectionError", true],
  ["no HTTP", (c) => c.end("hello\r\n\r\n"), "ConnectionError", true],
  ["200", (c) => c.end("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhi"), "ConnectionError", true],
  ["a redirect", (c) => c.end("HTTP/1.1 302 Found\r\nlocation: /\r\n\r\n"), "ConnectionError", true],
  ["500", (c) => c.end("HTTP/1.1 500 No\r\ncontent-length: 0\r\n\r\n"), "ConnectionError", true],
  ["a wrong accept key", (c, r) => c.write(answer(r, undefined, "AAAA")), "ConnectionError", true],
  ["a protocol nobody asked for", (c, r) => c.write(answer(r, "other")), "ConnectionError", true],
  ["reset at once", opened((c) => c.resetAndDestroy()), "SocketClosedError", true],
  ["cut in a frame", opened((c) => c.end(said.subarray(0, 4))), "SocketClosedError", true],
  ["closed with no closing", opened((c) => c.end(said)), "SocketClosedError", true],
  ["reserved bits", opened((c) => c.write(frame(0xf1, "{}"))), "SocketClosedError", true],
  [
    "a masked frame",
    opened((c) => c.write(Buffer.from([0x81, 0x80, 0, 0, 0, 0]))),
    "SocketClosedError",
    true,
  ],
  ["no UTF-8", opened((c) => c.write(frame(0x81, Uint8Array.of(0xc3, 0x28)))), "SocketClosedError", true],
  ["a text that is no JSON", opened((c) => c.write(frame(0x81, "{"))), "DecodeError", false],
  ["a text that was not agreed", opened((c) => c.write(frame(0x81, "5"))), "DecodeError", false],
  [
    "refused by a close",
    opened((c) => c.end(frame(0x88, Uint8Array.of(0x03, 0xf0)))),
    "SocketClosedError",
    false,
  ],
  [
    "told to come back",
    opened((c) => c.end(frame(0x88, Uint8Array.of(0x03, 0xf4)))),
    "SocketClosedError",
    true,
  ],
];

async function serveFault(fault: Fault) {
  const open = new Set<Connection>();
  const server = createServer((connection) => {
    open.add(connection.on("error", () => {}));
    connection.once("data", (bytes) => fault(connection, String(bytes)));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    client: createClient({ apiKey: canary, baseUrl, timeoutMs: 5_000 }),
    async [Symbol.asyncDispose]() {
      for (const connection of open) connection.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

test.concurrent.each(faults)("%s", async (_, fault, what, retryable) => {
  await using server = await serveFault(fault);
  const read = async () => collect(await talk(server.client, {}));
  const error: unknown = await read().catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(PlatformError);
  expect(error).toMatchObject({ name: what, retryable });
  expect(inspect(error, { depth: 9, showHidden: true }) + JSON.stringify(error)).not.toContain(canary);
});

test.concurrent.each(["ticket", "apiKey"] as const)(
  "a %s that never comes is left by an abort",
  async (name) => {
    await using server = await serveFault(() => {});
    const controller = new AbortController();
    const never = () => new Promise<never>(() => {});
    const { baseUrl } = server.client;
    const client = createClient({ apiKey: "key", baseUrl, [name]: never });
    const opening = talk(client, {}, { signal: controller.signal }).catch((error: unknown) => error);
    setTimeout(() => controller.abort("enough"), 20);
    expect(await opening).toMatchObject({ name: "AbortedError", cause: "enough" });
    expect(await talk(client, {}, { timeoutMs: 30 }).catch((error: unknown) => error)).toMatchObject({
      name: "TimeoutError",
    });
  },
);

test("nothing was rejected without anybody hearing of it", async () => {
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(unhandled).toEqual([]);
});
