import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { free, getFile, look, notes, ticks } from "../../test/actions.ts";
import { collect, events, failure, json, serve } from "../../test/server.ts";
import { cache, type CacheOptions, defineStream } from "../index.ts";

const createNote = free("POST /v1/notes");
const getNote = free("GET /v1/notes/{noteId}");
const deleteNote = free("DELETE /v1/notes/{noteId}");
const follow = defineStream({ ...ticks.contract, route: "GET /v1/ticks" });
const getOther = free("GET /v1/others");

// Only the time of day is set by hand: timers and the network are real.
let passMs = 0;
beforeEach(() => {
  passMs = 0;
  const now = Date.now;
  vi.spyOn(Date, "now").mockImplementation(() => now() + passMs);
});
afterEach(() => void vi.restoreAllMocks());

/** A server whose every answer is another one, with these headers. */
const counting = (headers: Record<string, string> = {}) =>
  serve((response, { url }, count) => {
    const one = { text: String(count) };
    json(response, url.startsWith("/v1/notes?") || url === "/v1/notes" ? { data: [one] } : one, 200, headers);
  });
const thirty: CacheOptions = { ttlMs: 30_000 };

test("an answer is given again until its time is up", async () => {
  await using server = await counting();
  const client = server.client({ use: [cache(thirty)] });
  expect(await look(client)).toEqual({ text: "1" });
  expect(await look(client)).toEqual({ text: "1" });
  expect(await look(client, { text: "x" })).toEqual({ text: "2" });
  passMs += 30_000;
  expect(await look(client)).toEqual({ text: "3" });
  expect(await notes(client).all()).toEqual(await notes(client).all());
  expect(server.seen).toHaveLength(4);
});

test("each key and each header has its own answers; clients with the same layer share them", async () => {
  await using server = await counting();
  const use = [cache(thirty)];
  const [mine, yours] = [server.client({ use }), server.client({ use, apiKey: "yours" })];
  expect(await look(mine)).toEqual({ text: "1" });
  expect(await look(yours)).toEqual({ text: "2" });
  expect(await look(mine, {}, { headers: { "accept-language": "de" } })).toEqual({ text: "3" });
  expect(await look(server.client({ use }))).toEqual({ text: "1" });
});

test("what the server says of time comes first", async () => {
  await using brief = await counting({ "cache-control": "private, max-age=5" });
  const client = brief.client({ use: [cache(thirty)] });
  await look(client);
  await look(client);
  passMs += 5_000;
  expect(await look(client)).toEqual({ text: "2" });
  await using never = await counting({ "cache-control": "no-store" });
  const other = never.client({ use: [cache(thirty)] });
  await look(other);
  expect(await look(other)).toEqual({ text: "2" });
});

test("when the time is up an ETag is asked about, and a 304 is the answer kept", async () => {
  let tag = '"one"';
  await using server = await serve((response, { headers }, count) => {
    if (headers["if-none-match"] === tag) return response.writeHead(304, { etag: tag }).end();
    json(response, { text: `${tag} ${count}` }, 200, { etag: tag, "cache-control": "max-age=10" });
  });
  const client = server.client({ use: [cache(thirty)] });
  expect(await look(client)).toEqual({ text: '"one" 1' });
  passMs += 10_000;
  expect(await look(client)).toEqual({ text: '"one" 1' });
  expect(server.seen[1]?.headers["if-none-match"]).toBe('"one"');
  expect(await look(client)).toEqual({ text: '"one" 1' });
  expect(server.seen).toHaveLength(2);
  tag = '"two"';
  passMs += 30_000;
  expect(await look(client)).toEqual({ text: '"two" 3' });
  expect(await look(client)).toEqual({ text: '"two" 3' });
});

test("one call may pass it by, or ask for what is new", async () => {
  await using server = await counting();
  const client = server.client({ use: [cache(thirty)] });
  await look(client);
  expect(await look(client, {}, { headers: { "cache-control": "no-store" } })).toEqual({ text: "2" });
  expect(await look(client)).toEqual({ text: "1" });
  expect(await look(client, {}, { headers: { "cache-control": "no-cache" } })).toEqual({ text: "3" });
  expect(await look(client)).toEqual({ text: "3" });
  const when = cache({ ...thirty, when: ({ contract }) => contract.name !== "look" });
  const picky = server.client({ use: [when] });
  await look(picky);
  expect(await look(picky)).toEqual({ text: "5" });
});

test("another method on a path forgets it, what is beneath and what is above, also when it fails", async () => {
  let status = 200;
  await using server = await serve((response, { method, url }, count) =>
    json(response, { count, url }, method === "GET" ? 200 : status),
  );
  const client = server.client({ use: [cache(thirty)], retry: false });
  const list = free("GET /v1/notes");
  const read = async () => [
    await list(client, { tag: "x" }),
    await getNote(client, { noteId: "1" }),
    await getNote(client, { noteId: "10" }),
    await getOther(client),
  ];
  const first = await read();
  expect(await read()).toEqual(first);
  await deleteNote(client, { noteId: "1" });
  const second = await read();
  expect(second.map((answer) => first.some((old) => JSON.stringify(old) === JSON.stringify(answer)))).toEqual(
    [false, false, true, true],
  );
  status = 500;
  await failure(createNote(client));
  const third = await read();
  expect(third.slice(0, 3)).not.toContainEqual(second[0]);
  expect(third[2]).not.toEqual(second[2]);
  expect(third[3]).toEqual(second[3]);
});

test("what was read while it changed is given, but not kept", async () => {
  let answer = () => {};
  await using server = await serve(async (response, { method }, count) => {
    if (count === 1) await new Promise<void>((resolve) => (answer = resolve));
    json(response, { text: `${method} ${count}` });
  });
  const client = server.client({ use: [cache(thirty)] });
  const reading = getNote(client, { noteId: "1" });
  while (server.seen.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
  await createNote(client);
  answer();
  expect(await reading).toEqual({ text: "GET 1" });
  expect(await getNote(client, { noteId: "1" })).toEqual({ text: "GET 3" });
});

test("`invalidate` forgets a path and what is beneath, `clear` all", async () => {
  await using server = await counting();
  const kept = cache(thirty);
  const client = server.client({ use: [kept] });
  const read = async () => [await getNote(client, { noteId: "1" }), await getOther(client)];
  await read();
  kept.invalidate("/v1/note");
  expect(await read()).toEqual([{ text: "1" }, { text: "2" }]);
  kept.invalidate("/v1/notes/");
  expect(await read()).toEqual([{ text: "3" }, { text: "2" }]);
  kept.clear();
  expect(await read()).toEqual([{ text: "4" }, { text: "5" }]);
});

test("only what went well is kept: no failure, no answer of another shape, no cut", async () => {
  const parts = ["404", "odd", "cut"];
  await using server = await serve((response, _, count) => {
    const now = parts[count - 1];
    if (now === "404") return json(response, {}, 404, { "cache-control": "max-age=60" });
    if (now === "odd") return json(response, { text: 5 });
    if (now !== "cut") return json(response, { text: "well" });
    response.writeHead(200, { "content-length": "9" }).write("{");
    setTimeout(() => response.destroy(), 5);
  });
  const client = server.client({ use: [cache(thirty)], retry: false });
  for (const name of ["NotFoundError", "DecodeError", "ConnectionError"]) {
    expect(await failure(look(client))).toMatchObject({ name });
  }
  expect(await look(client)).toEqual({ text: "well" });
});

test("it holds at most so many answers and bytes", async () => {
  await using server = await serve((response, { url }, count) =>
    json(response, { text: String(count), fill: "x".repeat(url.includes("large") ? 2_000 : 100) }),
  );
  const get = free("GET /v1/{name}");
  await using chunked = await serve((response, { url }) => {
    response.write(`{"text":"${url}",`);
    response.end(`"fill":"${"x".repeat(2_000)}"}`);
  });
  const wary = chunked.client({ use: [cache({ ...thirty, maxEntryBytes: 1_000 })] });
  for (let round = 0; round < 2; round++) await get(wary, { name: "unsaid" });
  expect(chunked.seen).toHaveLength(2);
  const client = server.client({ use: [cache({ ...thirty, maxEntries: 2 })] });
  for (const name of ["a", "b", "a", "c"]) await get(client, { name });
  expect(server.seen).toHaveLength(3);
  await get(client, { name: "a" });
  expect(server.seen).toHaveLength(3);
  await get(client, { name: "b" });
  expect(server.seen).toHaveLength(4);
  const small = server.client({ use: [cache({ ...thirty, maxEntryBytes: 1_000, maxBytes: 300 })] });
  for (const name of ["large", "large", "a", "b", "c", "a", "c"]) await get(small, { name });
  expect(server.seen.slice(4).map(({ url }) => url.at(-1))).toEqual(["e", "e", "a", "b", "c", "a"]);
});

test("streams are never kept, downloads only if they say they are small", async () => {
  await using server = await serve((response, { url }) => {
    if (url === "/v1/ticks") {
      events(response, 'data: {"n":1}\n\ndata: [DONE]\n\n');
      return response.end();
    }
    const body = url.includes("large") ? "x".repeat(3_000) : "bytes";
    if (!url.includes("unknown")) response.setHeader("content-length", body.length);
    response.write(body.slice(0, 2));
    response.end(body.slice(2));
  });
  const client = server.client({ use: [cache({ ...thirty, maxEntryBytes: 1_000 })] });
  const sent = async (make: () => Promise<unknown>) => {
    const before = server.seen.length;
    expect(await make()).toEqual(await make());
    return server.seen.length - before;
  };
  const file = (path: string) => async () => (await getFile(client, { path })).text();
  expect(await sent(() => collect(follow(client)))).toBe(2);
  expect(await sent(file("small"))).toBe(1);
  expect(await sent(file("large"))).toBe(2);
  expect(await sent(file("unknown"))).toBe(2);
});

test("the path is the server's, whatever path the base URL has", async () => {
  await using server = await counting();
  const kept = cache(thirty);
  const client = server.client({ use: [kept], baseUrl: `${server.url}/api` });
  await getOther(client);
  kept.invalidate("/v1/others");
  expect(await getOther(client)).toEqual({ text: "2" });
});
