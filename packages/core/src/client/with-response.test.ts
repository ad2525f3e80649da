import { inspect } from "node:util";
import { expect, test } from "vitest";
import { echo, getFile, notes } from "../../test/actions.ts";
import { failure, json, serve } from "../../test/server.ts";
import { type Client, withResponse } from "../index.ts";

const note = { text: "a" };

test("the raw response stands beside the value, that of the last attempt", async () => {
  await using server = await serve((response, _, count) =>
    json(response, note, count === 1 ? 503 : 201, { "x-request-id": `req_${count}` }),
  );
  const { value, response } = await withResponse(server.client(), (client) => echo(client, note));
  expect(value).toEqual(note);
  expect([response.status, response.headers.get("x-request-id")]).toEqual([201, "req_2"]);
  expect(server.seen).toHaveLength(2);
});

test("a page and a download have theirs", async () => {
  await using server = await serve((response, { url }) =>
    url.startsWith("/v1/files")
      ? response.writeHead(200, { etag: '"1"' }).end("bytes")
      : json(response, { data: [note], nextCursor: null }),
  );
  const client = server.client();
  expect((await withResponse(client, (raw) => notes(raw).first())).response.status).toBe(200);
  const { value, response } = await withResponse(client, (raw) => getFile(raw, { path: "/" }));
  expect([response.headers.get("etag"), await value.text()]).toEqual(['"1"', "bytes"]);
});

test("a failure is thrown as it is, and two at a time do not mix", async () => {
  await using server = await serve((response, { body }) => {
    const { text } = JSON.parse(body) as { text: string };
    json(response, { text }, text === "bad" ? 404 : 200, { "x-text": text });
  });
  const client = server.client();
  const ask = (text: string) => withResponse(client, (raw) => echo(raw, { text }));
  expect(await failure(ask("bad"))).toMatchObject({ name: "NotFoundError" });
  const [one, two] = await Promise.all([ask("1"), ask("2")]);
  expect([one, two].map(({ response }) => response.headers.get("x-text"))).toEqual(["1", "2"]);
  expect(await failure(withResponse(client, async () => 5))).toBeInstanceOf(TypeError);
});

test("the client it hands on shows no key", async () => {
  await using server = await serve((response) => json(response, note));
  let seen: Client | undefined;
  const run = (client: Client) => {
    seen = client;
    return echo(client, note);
  };
  await withResponse(server.client({ apiKey: "canary" }), run);
  expect(inspect(seen, { depth: 9 }) + JSON.stringify(seen)).not.toContain("canary");
});
