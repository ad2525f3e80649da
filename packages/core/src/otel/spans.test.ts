import { context, propagation, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import { beforeEach, expect, test } from "vitest";
import { echo, free, getFile, lasting, notes, ticks } from "../../test/actions.ts";
import { collect, events, failure, json, serve } from "../../test/server.ts";
import { startTelemetry } from "../../test/telemetry.ts";
import type { Layer } from "../index.ts";
import { otel } from "../otel.ts";

const telemetry = startTelemetry();
beforeEach(telemetry.reset);
const note = { text: "a" };
const tick = (n: number) => `id: ${n}\ndata: {"n":${n}}\n\n`;

test("a call is one span, its attempts are spans below it, named and described as the conventions say", async () => {
  await using server = await serve((response, _, count) =>
    json(response, note, count < 3 ? 503 : 200, { "x-request-id": `req_${count}` }),
  );
  await echo(server.client({ use: [otel()] }), note);
  const [call] = telemetry.named("echo");
  expect(call?.kind).toBe(SpanKind.CLIENT);
  expect(call?.parentSpanContext).toBeUndefined();
  expect(call?.status.code).toBe(SpanStatusCode.UNSET);
  expect(call?.events).toEqual([]);
  const port = Number(new URL(server.url).port);
  expect(call?.attributes).toEqual({
    "server.address": "127.0.0.1",
    "server.port": port,
    "platform.operation": "echo",
    "platform.call.id": server.seen[0]?.headers["idempotency-key"],
  });
  const attempts = telemetry.named("POST /v1/echo");
  expect(attempts.map(({ parentSpanContext }) => parentSpanContext?.spanId)).toEqual(
    Array(3).fill(call?.spanContext().spanId),
  );
  expect(attempts.map(({ attributes }) => attributes["http.request.resend_count"])).toEqual([
    undefined,
    1,
    2,
  ]);
  expect(attempts.map(({ attributes }) => attributes["error.type"])).toEqual(["503", "503", undefined]);
  expect(attempts.map(({ status }) => status.code)).toEqual([2, 2, 0]);
  expect(attempts[0]?.attributes).toEqual({
    "http.request.method": "POST",
    "server.address": "127.0.0.1",
    "server.port": port,
    "url.full": `${server.url}/v1/echo`,
    "url.template": "/v1/echo",
    "http.response.status_code": 503,
    "http.response.header.x-request-id": ["req_1"],
    "error.type": "503",
  });
  const metric = await telemetry.histogram("http.client.request.duration");
  expect(metric?.dataPoints.map(({ attributes, value }) => [attributes["error.type"], value.count])).toEqual([
    ["503", 2],
    [undefined, 1],
  ]);
  expect(metric?.dataPoints[0]?.value.buckets.boundaries).toEqual([
    0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10,
  ]);
});

test("calls made side by side stand below what was active where each was made", async () => {
  await using server = await serve((response, { headers }, count) =>
    json(response, { text: headers["x-who"] }, count % 2 ? 503 : 200),
  );
  const client = server.client({ use: [otel()] });
  const tracer = trace.getTracer("test");
  const one = (who: string) =>
    tracer.startActiveSpan(who, async (span) => {
      await Promise.all([1, 2].map(() => echo(client, note, { headers: { "x-who": who } })));
      span.end();
    });
  await Promise.all(["a", "b", "c"].map(one));
  const byId = new Map(telemetry.spans().map((span) => [span.spanContext().spanId, span]));
  const parent = (span: ReturnType<typeof telemetry.spans>[number]) =>
    byId.get(span.parentSpanContext?.spanId ?? "");
  const calls = telemetry.named("echo");
  expect(calls.map((call) => parent(call)?.name).toSorted()).toEqual(["a", "a", "b", "b", "c", "c"]);
  const attempts = telemetry.named("POST /v1/echo");
  expect(attempts.length).toBe(server.seen.length);
  for (const attempt of attempts) expect(parent(attempt)?.name).toBe("echo");
  // What a server is told belongs to the call that was made for it.
  for (const { headers } of server.seen) {
    const [, trailId, spanId = ""] = String(headers["traceparent"]).split("-");
    const attempt = byId.get(spanId);
    const call = attempt && parent(attempt);
    expect(call?.spanContext().traceId).toBe(trailId);
    expect(call && parent(call)?.name).toBe(headers["x-who"]);
  }
});

test("a server that takes the context up goes on with the trace, and gets the baggage", async () => {
  const tracer = trace.getTracer("server");
  await using server = await serve((response, { headers }) => {
    const carried = propagation.extract(ROOT_CONTEXT, headers);
    tracer.startSpan("server", {}, carried).end();
    json(response, { text: propagation.getBaggage(carried)?.getEntry("user")?.value ?? "none" });
  });
  const baggage = propagation.createBaggage({ user: { value: "u1" } });
  const answer = await context.with(propagation.setBaggage(context.active(), baggage), () =>
    echo(server.client({ use: [otel()] }), note),
  );
  expect(answer).toEqual({ text: "u1" });
  const [attempt] = telemetry.named("POST /v1/echo");
  const [served] = telemetry.named("server");
  expect(served?.parentSpanContext?.spanId).toBe(attempt?.spanContext().spanId);
  expect(served?.spanContext().traceId).toBe(attempt?.spanContext().traceId);
});

test("without propagation nothing is sent, and the caller's own header stays", async () => {
  await using server = await serve((response) => json(response, note));
  const headers = { traceparent: "00-11111111111111111111111111111111-2222222222222222-01" };
  await echo(server.client({ use: [otel({ propagate: false })] }), note, { headers });
  expect(server.seen[0]?.headers["traceparent"]).toBe(headers.traceparent);
  await echo(server.client({ use: [otel({ propagate: false })] }), note);
  expect(server.seen[1]?.headers["traceparent"]).toBeUndefined();
});

test("the attempt's span is active in the layers below", async () => {
  await using server = await serve((response) => json(response, note));
  const inner: Layer = (next) => async (url, init) => {
    trace.getTracer("inner").startSpan("inner").end();
    return next(url, init);
  };
  await echo(server.client({ use: [otel(), inner] }), note);
  const [attempt] = telemetry.named("POST /v1/echo");
  expect(telemetry.named("inner")[0]?.parentSpanContext?.spanId).toBe(attempt?.spanContext().spanId);
});

test("a stream's spans last until its end, and tell how it ended", async () => {
  await using server = await serve((response, _, count) => {
    events(response, tick(1), tick(2));
    if (count === 1) return response.end("data: [DONE]\n\n");
    if (count === 2) return response.end();
  });
  const client = server.client({ use: [otel()] });
  for await (const _ of ticks(client)) expect(telemetry.spans()).toEqual([]);
  await failure(collect(ticks(client)));
  for await (const _ of ticks(client)) break;
  const controller = new AbortController();
  const aborted = async () => {
    for await (const _ of ticks(client, {}, { signal: controller.signal })) controller.abort();
  };
  await failure(aborted());
  const types = (name: string) => telemetry.named(name).map(({ attributes }) => attributes["error.type"]);
  expect(types("ticks")).toEqual([undefined, "StreamError", undefined, "AbortedError"]);
  expect(types("POST /v1/ticks")).toEqual([undefined, "StreamError", undefined, "AbortedError"]);
  const [, cut] = telemetry.named("ticks");
  expect(cut?.status).toEqual({ code: SpanStatusCode.ERROR, message: "The stream was cut off." });
  expect(cut?.events.map(({ name, attributes }) => ({ name, attributes }))).toEqual([
    {
      name: "exception",
      attributes: { "exception.type": "StreamError", "exception.message": "The stream was cut off." },
    },
  ]);
});

test("each opening of a resumed stream is a call of its own, under one id and one parent", async () => {
  await using server = await serve((response, { headers }, count) => {
    events(response, tick(Number(headers["last-event-id"] ?? 0) + 1));
    response.end(count < 3 ? "" : "data: [DONE]\n\n");
  });
  await trace.getTracer("test").startActiveSpan("parent", async (span) => {
    await collect(lasting(server.client({ use: [otel()] })));
    span.end();
  });
  const calls = telemetry.named("lasting");
  expect(calls.map(({ attributes }) => attributes["error.type"])).toEqual([
    "StreamError",
    "StreamError",
    undefined,
  ]);
  expect(new Set(calls.map(({ attributes }) => attributes["platform.call.id"])).size).toBe(1);
  const [parent] = telemetry.named("parent");
  for (const call of calls) expect(call.parentSpanContext?.spanId).toBe(parent?.spanContext().spanId);
});

test("no answer, an abort while waiting to retry and a fault of the program end the spans as errors", async () => {
  await using server = await serve((response) => json(response, {}, 503, { "retry-after": "50" }));
  const use = [otel()];
  const gone = await serve(() => {});
  await gone[Symbol.asyncDispose]();
  await failure(echo(gone.client({ use, retry: false }), note));
  const controller = new AbortController();
  const aborting: Layer = (next) => (url, init) => {
    init.onEnd(() => setTimeout(() => controller.abort(), 5));
    return next(url, init);
  };
  const { signal } = controller;
  await failure(notes(server.client({ use: [...use, aborting] }), {}, { signal }).first());
  const broken: Layer = () => async () => {
    throw new RangeError("mine");
  };
  await failure(echo(server.client({ use: [...use, broken] }), note));
  const ends = telemetry.spans().map(({ name, attributes }) => `${name}: ${attributes["error.type"]}`);
  expect(ends).toEqual([
    "POST /v1/echo: ConnectionError",
    "echo: ConnectionError",
    "GET /v1/notes: 503",
    "notes: AbortedError",
    "POST /v1/echo: RangeError",
    "echo: RangeError",
  ]);
  expect(telemetry.named("echo")[0]?.status.message).toBe(`No answer from ${gone.url} (ECONNREFUSED).`);
});

test("a download's spans last until its last byte", async () => {
  await using server = await serve((response) => response.end("bytes"));
  const file = await getFile(server.client({ use: [otel()] }), { path: "/" });
  expect(telemetry.spans()).toEqual([]);
  await file.text();
  expect(telemetry.spans().map(({ name }) => name)).toEqual(["GET /v1/files", "getFile"]);
});

test("the address is shown without what the query says, the route with its base", async () => {
  await using server = await serve((response) => json(response, {}));
  const client = server.client({ use: [otel()], baseUrl: `${server.url}/base/` });
  await free("GET /v1/things/{thing}")(client, { thing: "t 1", name: "canary", tags: ["canary", "b"] });
  const [attempt] = telemetry.named("GET /base/v1/things/{thing}");
  expect(attempt?.attributes["url.full"]).toBe(
    `${server.url}/base/v1/things/t%201?name=REDACTED&tags=REDACTED`,
  );
});
