import { createTicket, updateLimits } from "@platform/account";
import { createClient } from "@platform/core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocket } from "ws";
import { accountOperations } from "../src/account/operations.ts";
import { inferenceOperations } from "../src/inference/operations.ts";
import { createKey } from "../src/keys/create-key.ts";
import { chat, serveChat } from "./example-sockets.ts";
import { serveCount } from "./example-streams.ts";
import { serveKeepBytes } from "./example-upload.ts";
import { startTestPlatform, type TestPlatform } from "./platform.ts";

let platform: TestPlatform;
beforeAll(async () => {
  const own = [serveChat, serveCount, serveKeepBytes().operation];
  platform = await startTestPlatform([...accountOperations, ...inferenceOperations, ...own]);
});
afterAll(() => platform.stop());

/** A key that may send so many requests, of which none comes back while a test runs. */
async function limitedKey(burst: number): Promise<string> {
  const { organizationId, projectId } = platform.project;
  const ids = { organizationId, projectId };
  const { key, row } = await createKey(platform.database.db, { ...ids, name: "limited", scopes: ["*"] });
  await updateLimits(platform.client, { keyId: row.id, requestsPerMinute: 1, burst });
  return key;
}

/** What the server says to whoever asks for a socket, when it does not open it. */
const refusedSocket = (key: string) =>
  new Promise<{ status: number; headers: object; body: { error: object } }>((resolve, reject) => {
    const url = `${platform.url.replace("http", "ws")}/v1/rooms/a/chat`;
    const socket = new WebSocket(url, ["platform.v1", `platform.key.${key}`]);
    socket.on("open", () => {
      socket.terminate();
      reject(new Error("It was opened."));
    });
    socket.on("error", () => {});
    socket.on("unexpected-response", async (_, response) => {
      let text = "";
      for await (const part of response) text += part;
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body: JSON.parse(text) });
    });
  });

test("a socket counts once, when it opens, whatever is said in it; a ticket counts for the key that made it", async () => {
  const apiKey = await limitedKey(3);
  const client = createClient({ apiKey, baseUrl: platform.url, retry: false });
  const socket = await chat(
    client,
    { room: "a" },
    { ticket: async () => (await createTicket(client, { scopes: ["*"] })).ticket },
  );
  for (const text of ["a", "b", "c", "d", "bye"]) socket.send({ text });
  const said: string[] = [];
  for await (const { text } of socket) said.push(text);
  expect(said).toContain("D");
  expect((await platform.call("/v1/info", { key: apiKey })).status).toBe(200);
  const { status, headers, body } = await refusedSocket(apiKey);
  expect([status, body]).toMatchObject([429, { error: { code: "rate_limited", retryable: true } }]);
  expect(headers).toMatchObject({
    "retry-after": expect.stringMatching(/^\d+$/),
    ratelimit: expect.stringMatching(/r=0/),
  });
});

test("a stream counts once", async () => {
  const key = await limitedKey(2);
  const streamed = () => platform.call("/v1/count", { key, json: { upTo: 20, stream: true } });
  const first = await streamed();
  expect(first.headers.get("content-type")).toMatch("text/event-stream");
  expect(first.headers.get("ratelimit")).toMatch(/^"key";r=1;/);
  expect((await first.text()).match(/^data: /gm)?.length).toBeGreaterThan(20);
  expect((await streamed()).headers.get("ratelimit")).toMatch(/^"key";r=0;/);
  const refused = await streamed();
  expect([refused.status, refused.headers.get("content-type")]).toEqual([429, "application/json"]);
});

test("each part of an upload counts", async () => {
  const key = await limitedKey(2);
  const headers = {
    "tus-resumable": "1.0.0",
    "upload-length": "4",
    "upload-metadata": `operation ${btoa("keepBytes")}`,
  };
  const made = await platform.call("/v1/uploads", { method: "POST", key, headers });
  expect([made.status, made.headers.get("ratelimit")]).toEqual([201, expect.stringMatching(/r=1;/)]);
  const part = () =>
    platform.call(made.headers.get("location") ?? "", {
      ...{ method: "PATCH", key, body: "ab" },
      headers: { ...headers, "content-type": "application/offset+octet-stream", "upload-offset": "0" },
    });
  expect((await part()).status).toBe(204);
  const refused = await part();
  expect([refused.status, await refused.json()]).toMatchObject([429, { error: { code: "rate_limited" } }]);
});

test("under OpenAI's paths the headers are OpenAI's too", async () => {
  const key = await limitedKey(2);
  const openai = (answer: Response) =>
    ["limit", "remaining", "reset"].map((name) => answer.headers.get(`x-ratelimit-${name}-requests`));
  const first = await platform.call("/v1/models", { key });
  expect(openai(first)).toEqual(["1", "1", expect.stringMatching(/^(1m0s|59(\.\d+)?s)$/)]);
  await platform.call("/v1/models", { key });
  const refused = await platform.call("/v1/chat/completions", { key, json: {} });
  expect(refused.status).toBe(429);
  expect(openai(refused)).toEqual(["1", "0", expect.stringMatching(/^(2m0s|1m59(\.\d+)?s)$/)]);
  expect(await refused.json()).toMatchObject({ error: { type: "rate_limit_error", code: "rate_limited" } });
});
