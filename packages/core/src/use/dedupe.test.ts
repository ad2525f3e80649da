import { expect, test } from "vitest";
import { echo, getFile, look, notes, ticks } from "../../test/actions.ts";
import { outgoing } from "../../test/outgoing.ts";
import { collect, events, failure, json, serve, type TestServer } from "../../test/server.ts";
import { concurrency, dedupe, defineStream, type Layer } from "../index.ts";

const note = { text: "a" };
const follow = defineStream({ ...ticks.contract, route: "GET /v1/ticks" });
const pause = (ms = 10) => new Promise((resolve) => setTimeout(resolve, ms));

/** Answers each request with its number, once all that is meant to join it has. */
async function counting(): Promise<TestServer & { answer: () => void }> {
  let answer = () => {};
  const told = new Promise<void>((resolve) => (answer = resolve));
  const server = await serve(async (response, { headers }, count) => {
    await told;
    json(response, { text: headers["authorization"], count });
  });
  return { ...server, answer };
}

test("the same at the same time is one request, and each gets its own answer; later ones ask again", async () => {
  await using server = await counting();
  const client = server.client({ use: [dedupe()] });
  const calls = Array.from({ length: 50 }, () => look(client, { text: "x" }));
  await pause();
  server.answer();
  const answers = await Promise.all(calls);
  expect(server.seen).toHaveLength(1);
  expect(answers).toEqual(Array.from({ length: 50 }, () => ({ text: "Bearer key", count: 1 })));
  expect(new Set(answers).size).toBe(50);
  expect(await look(client, { text: "x" })).toMatchObject({ count: 2 });
});

test("another key, header or address is another request; what traces a call is not", async () => {
  await using server = await counting();
  let key = "a";
  let trace = 0;
  const traced: Layer = (next) => (url, init) => {
    init.headers.set("traceparent", `00-${trace++}`);
    return next(url, init);
  };
  const client = server.client({ apiKey: () => key, use: [traced, dedupe()] });
  const calls = [look(client), look(client)];
  await pause();
  key = "b";
  calls.push(
    look(client),
    look(client, {}, { headers: { "x-organization": "o" } }),
    look(client, { text: "x" }),
  );
  calls.push(look(client, {}, { runId: "run_1" }));
  await pause();
  server.answer();
  const answers = await Promise.all(calls);
  expect(server.seen).toHaveLength(5);
  expect(answers.map(({ text }) => text)).toEqual(["Bearer a", "Bearer a", ...Array(4).fill("Bearer b")]);
});

test("who leaves or is out of time leaves the others alone, the first one too; the last one ends the request", async () => {
  await using server = await counting();
  const client = server.client({ use: [dedupe()], retry: false });
  const controllers = [new AbortController(), new AbortController()] as const;
  const [first, second] = controllers.map(({ signal }) => look(client, {}, { signal }));
  const hasty = look(client, {}, { timeoutMs: 30 });
  const patient = look(client);
  await pause();
  controllers[0].abort("enough");
  expect(await failure(first as Promise<unknown>)).toMatchObject({ name: "AbortedError", cause: "enough" });
  expect(await failure(hasty)).toMatchObject({ name: "TimeoutError" });
  server.answer();
  expect(await patient).toEqual(await second);
  expect(server.seen).toHaveLength(1);

  await using mute = await serve(() => undefined);
  const quiet = mute.client({ use: [dedupe()] });
  const both = controllers.map(() => {
    const controller = new AbortController();
    return { controller, error: failure(look(quiet, {}, { signal: controller.signal })) };
  });
  while (mute.seen.length === 0) await pause(1);
  both[0]?.controller.abort();
  await both[0]?.error;
  const third = look(quiet, {}, { timeoutMs: 30, retries: 0 });
  await pause();
  both[1]?.controller.abort();
  expect(await failure(third)).toMatchObject({ name: "TimeoutError" });
  await mute.seen[0]?.closed;
  expect(mute.seen).toHaveLength(1);
});

test("who comes in the very moment in which the last one has left gets a request of its own", async () => {
  const sent: AbortSignal[] = [];
  const send = dedupe()(async (_, { signal }) => {
    sent.push(signal);
    if (sent.length > 1) return Response.json(note);
    return new Promise((_resolve, reject) =>
      signal.addEventListener("abort", () => reject(new Error("left"))),
    );
  });
  const controller = new AbortController();
  const left = failure(send("http://127.0.0.1:1/", outgoing(controller.signal).init));
  controller.abort();
  const response = await send("http://127.0.0.1:1/", outgoing().init);
  expect(await response.json()).toEqual(note);
  expect(await left).toMatchObject({ name: "AbortedError" });
  expect(sent.map(({ aborted }) => aborted)).toEqual([true, false]);
});

test("who comes after the last one has left is answered", async () => {
  await using server = await serve((response, _, count) => {
    if (count > 1) json(response, note);
  });
  const client = server.client({ use: [dedupe()] });
  const controller = new AbortController();
  const left = failure(look(client, {}, { signal: controller.signal }));
  while (server.seen.length === 0) await pause(1);
  controller.abort();
  const next = look(client);
  expect(await left).toMatchObject({ name: "AbortedError" });
  expect(await next).toEqual(note);
});

test("failures are shared: a status, a cut, no answer; each call then retries on its own terms", async () => {
  let kind = "status";
  await using server = await serve(async (response) => {
    await pause(20);
    if (kind === "status") return json(response, { error: { message: "no" } }, 404);
    if (kind === "reset") return response.destroy();
    response.writeHead(200, { "content-length": "9" }).write("{");
    setTimeout(() => response.destroy(), 5);
  });
  const client = server.client({ use: [dedupe()] });
  for (const [now, name] of [
    ["status", "NotFoundError"],
    ["reset", "ConnectionError"],
    ["cut", "ConnectionError"],
  ] as const) {
    kind = now;
    const before = server.seen.length;
    const errors = await Promise.all([1, 2, 3].map(() => failure(look(client, {}, { retries: 0 }))));
    expect(errors.map((error) => error.name)).toEqual([name, name, name]);
    expect(server.seen).toHaveLength(before + 1);
  }
  kind = "reset";
  const before = server.seen.length;
  await Promise.all([failure(look(client, {}, { retries: 0 })), failure(look(client, {}, { retries: 1 }))]);
  expect(server.seen).toHaveLength(before + 2);
});

test("pages are shared; streams, downloads and other methods are not", async () => {
  await using server = await serve(async (response, { url }) => {
    await pause(20);
    if (url === "/v1/ticks") {
      events(response, 'data: {"n":1}\n\ndata: [DONE]\n\n');
      return response.end();
    }
    if (url.startsWith("/v1/files")) return response.end("bytes");
    json(response, url === "/v1/notes" ? { data: [note], nextCursor: null } : note);
  });
  const client = server.client({ use: [dedupe()] });
  const twice = async (make: () => Promise<unknown>) => {
    const before = server.seen.length;
    const [one, two] = await Promise.all([make(), make()]);
    expect(one).toEqual(two);
    return server.seen.length - before;
  };
  expect(await twice(() => notes(client).all())).toBe(1);
  expect(await twice(() => collect(ticks(client)))).toBe(2);
  expect(await twice(() => collect(follow(client)))).toBe(2);
  expect(await twice(async () => (await getFile(client, { path: "/" })).text())).toBe(2);
  expect(await twice(() => echo(client, note))).toBe(2);
});

test("a layer within sees the shared request's own end", async () => {
  await using server = await counting();
  const client = server.client({ use: [dedupe(), concurrency({ max: 1 })] });
  const controller = new AbortController();
  const first = failure(look(client, {}, { signal: controller.signal }));
  const second = look(client);
  while (server.seen.length === 0) await pause(1);
  controller.abort();
  await first;
  const other = look(client, { text: "x" });
  await pause();
  // The place is still taken by the request that goes on for the second caller.
  expect(server.seen).toHaveLength(1);
  server.answer();
  expect(await second).toMatchObject({ count: 1 });
  expect(await other).toMatchObject({ count: 2 });
});

test("an answer without a body is given to all", async () => {
  await using server = await serve(async (response) => {
    await pause(20);
    response.writeHead(204).end();
  });
  const client = server.client({ use: [dedupe()] });
  const errors = await Promise.all([1, 2].map(() => failure(look(client))));
  expect(errors.map(({ name }) => name)).toEqual(["DecodeError", "DecodeError"]);
  expect(server.seen).toHaveLength(1);
});
