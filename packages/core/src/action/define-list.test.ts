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
