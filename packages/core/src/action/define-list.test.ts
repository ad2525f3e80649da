import { expect, test } from "vitest";
import { notes } from "../../test/actions.ts";
import { failure, json, serve } from "../../test/server.ts";

const cut = (url: string) => url.slice(url.indexOf("?") + 1);

test("each page carries the filters and the cursor", async () => {
  await using server = await serve((response, _, count) =>
    json(response, { data: [{ text: String(count) }], nextCursor: count < 3 ? `c&${count}` : null }),
  );
  const list = notes(server.client(), { tag: "x", limit: 1, cursor: "start" });
  expect(await list.all()).toEqual([{ text: "1" }, { text: "2" }, { text: "3" }]);
  expect(server.seen.map(({ url }) => cut(url))).toEqual([
    "cursor=start&limit=1&tag=x",
    "cursor=c%261&limit=1&tag=x",
    "cursor=c%262&limit=1&tag=x",
  ]);
});

test("parameters may be left out, and a missing cursor is the last page", async () => {
  await using server = await serve((response) => json(response, { data: [{ text: "a" }] }));
  expect(await notes(server.client()).all()).toEqual([{ text: "a" }]);
  expect(server.seen).toHaveLength(1);
});

test("a page that fails is asked for again, alone", async () => {
  await using server = await serve((response, _, count) =>
    count === 2
      ? json(response, {}, 503)
      : json(response, { data: [{ text: "a" }], nextCursor: count > 2 ? null : "2" }),
  );
  expect(await notes(server.client()).all()).toHaveLength(2);
  expect(server.seen.map(({ url }) => url)).toEqual([
    "/v1/notes",
    "/v1/notes?cursor=2",
    "/v1/notes?cursor=2",
  ]);
});

test("wrong parameters and an abort fail the reading", async () => {
  await using server = await serve((response) => json(response, { data: [] }));
  const client = server.client();
  expect(await failure(notes(client, { limit: "x" as never }).all())).toMatchObject({ param: "limit" });
  expect(await failure(notes(client, {}, { signal: AbortSignal.abort() }).all())).toMatchObject({
    name: "AbortedError",
  });
  expect(server.seen).toHaveLength(0);
});

test("an abort between two pages: what has come is given, no further page is asked for", async () => {
  await using server = await serve((response, _, count) =>
    json(response, { data: [{ text: `${count}a` }, { text: `${count}b` }], nextCursor: String(count) }),
  );
  const controller = new AbortController();
  const got: string[] = [];
  const reading = async () => {
    for await (const { text } of notes(server.client(), {}, { signal: controller.signal })) {
      got.push(text);
      if (text === "2a") controller.abort("enough");
    }
  };
  expect(await failure(reading())).toMatchObject({ name: "AbortedError", cause: "enough" });
  expect(got).toEqual(["1a", "1b", "2a", "2b"]);
  expect(server.seen).toHaveLength(2);
});

test("a server that gives one cursor for ever ends the reading, from the caller's own cursor too", async () => {
  await using server = await serve((response) => json(response, { data: [{ text: "a" }], nextCursor: "7" }));
  for (const params of [{}, { cursor: "7" }]) {
    expect(await failure(notes(server.client(), params).all())).toMatchObject({ code: "cursor_repeated" });
  }
  expect(server.seen).toHaveLength(4);
});
