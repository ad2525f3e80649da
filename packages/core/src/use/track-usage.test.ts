import { afterEach, expect, test, vi } from "vitest";
import { lasting } from "../../test/actions.ts";
import {
  chat,
  completion,
  embed,
  ending,
  piece,
  respond,
  streamChat,
  streamResponse,
  work,
} from "../../test/models.ts";
import { collect, events, failure, json, serve } from "../../test/server.ts";
import { defineStream, type TrackUsageOptions, trackUsage, type UsageReport } from "../index.ts";

afterEach(() => vi.restoreAllMocks());

/** A tracker that keeps what it reports. */
function kept(options?: TrackUsageOptions) {
  const reports: UsageReport[] = [];
  const usage = trackUsage((report) => reports.push(report), options);
  return { usage, reports, use: [usage] };
}
const asked = { model: "small" };

test("an answer is reported once, whatever it took, with all that the server counted", async () => {
  await using server = await serve((response, _, count) =>
    json(response, completion("Well."), count === 1 ? 503 : 200),
  );
  const { usage, reports, use } = kept({ tags: { team: "a" } });
  const before = Date.now();
  await chat(server.client({ use }), asked, { runId: "run_1" });
  await usage.flush();
  expect(reports).toEqual([
    {
      id: server.seen[0]?.headers["idempotency-key"],
      action: "chat",
      model: "small-2026",
      requestedModel: "small",
      provider: "platform",
      startedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      durationMs: expect.any(Number),
      units: {
        input_tokens: 100,
        output_tokens: 20,
        cached_input_tokens: 60,
        reasoning_tokens: 7,
        audio_input_tokens: 3,
        audio_output_tokens: 2,
        requests: 1,
      },
      status: "ok",
      streamed: false,
      runId: "run_1",
      tags: { team: "a" },
    },
  ]);
  expect(Date.parse(reports[0]?.startedAt ?? "")).toBeGreaterThanOrEqual(before);
});

test("embeddings and responses, plain and streamed, are counted by their own names", async () => {
  const response3 = {
    id: "r",
    model: "m-1",
    status: "completed",
    usage: { input_tokens: 3, output_tokens: 2 },
  };
  await using server = await serve((response, { url, body }) => {
    if (url.endsWith("embeddings"))
      return json(response, { object: "list", data: [], usage: { prompt_tokens: 5 } });
    if (!body.includes('"stream"')) return json(response, response3);
    events(response, `data: {"type":"response.output_text.delta","delta":"a"}\n\n`);
    response.end(
      `data: ${JSON.stringify({ type: "response.completed", response: response3 })}\n\ndata: [DONE]\n\n`,
    );
  });
  const { usage, reports, use } = kept({
    provider: "openai",
    tags: ({ contract }) => ({ from: contract.name }),
  });
  const client = server.client({ use });
  await embed(client, { model: "e" });
  await respond(client, { model: "m" });
  await collect(streamResponse(client, { model: "m" }));
  await usage.flush();
  const told = reports.map(({ action, model, units, status, streamed, estimated, provider, tags }) => [
    [action, model, provider, tags?.["from"], status, streamed, estimated],
    units,
  ]);
  expect(told).toEqual([
    [["embed", "e", "openai", "embed", "ok", false, undefined], { input_tokens: 5, requests: 1 }],
    [
      ["respond", "m-1", "openai", "respond", "ok", false, undefined],
      { input_tokens: 3, output_tokens: 2, requests: 1 },
    ],
    [
      ["streamResponse", "m-1", "openai", "streamResponse", "ok", true, undefined],
      { input_tokens: 3, output_tokens: 2, requests: 1 },
    ],
  ]);
});

test("a stream is counted by its last event; one that was left or broke off by what came, and says so", async () => {
  await using server = await serve((response, _, count) => {
    events(response, piece(), piece("a"), piece("b"));
    if (count === 1) return response.end(ending);
    if (count === 3) return response.end();
    if (count === 5) return response.end(piece("c").replace("null", '"stop"') + "data: [DONE]\n\n");
  });
  const { usage, reports, use } = kept();
  const client = server.client({ use });
  const controller = new AbortController();
  const read = async (enough: number, then: () => void, signal?: AbortSignal) => {
    let count = 0;
    for await (const _ of streamChat(client, asked, { signal })) {
      if (++count < enough) continue;
      if (!signal) break;
      then();
    }
  };
  await read(Infinity, () => {});
  await read(3, () => {});
  await failure(collect(streamChat(client, asked)));
  await failure(read(2, () => controller.abort(), controller.signal));
  await collect(streamChat(client, asked));
  await usage.flush();
  expect(reports.map(({ status, estimated, units }) => [status, estimated, units])).toEqual([
    ["ok", undefined, { input_tokens: 9, output_tokens: 4, requests: 1 }],
    ["aborted", true, { output_tokens: 2, requests: 1 }],
    ["error", true, { output_tokens: 2, requests: 1 }],
    ["aborted", true, { output_tokens: 1, requests: 1 }],
    ["ok", true, { output_tokens: 3, requests: 1 }],
  ]);
});

test("a usage told before the end is taken for a part", async () => {
  const partial = piece("a").replace("}\n\n", ',"usage":{"prompt_tokens":9,"completion_tokens":1}}\n\n');
  await using server = await serve((response) => events(response, partial));
  const { usage, reports, use } = kept();
  for await (const _ of streamChat(server.client({ use }), asked)) break;
  await usage.flush();
  expect(reports[0]).toMatchObject({
    estimated: true,
    status: "aborted",
    units: { input_tokens: 9, output_tokens: 1 },
  });
});

test("a failed call of a model is reported without amounts; other calls only if they tell a usage", async () => {
  await using server = await serve((response, { url, body }) => {
    if (url.includes("chat")) return json(response, {}, 400);
    json(response, body.includes("count") ? { usage: { prompt_tokens: 1, completion_tokens: 2 } } : {});
  });
  const { usage, reports, use } = kept();
  const client = server.client({ use });
  await failure(chat(client, asked));
  await work(client, { agent: "a" });
  await work(client, { agent: "a", count: true });
  await usage.flush();
  expect(reports.map(({ action, status, units }) => ({ action, status, units }))).toEqual([
    { action: "chat", status: "error", units: { requests: 1 } },
    { action: "work", status: "ok", units: { input_tokens: 1, output_tokens: 2, requests: 1 } },
  ]);
});

test("a stream that goes on after a break is reported under one id, the last time in full", async () => {
  const resumable = { ...streamChat.contract, resumable: lasting.contract.resumable };
  await using server = await serve((response, _, count) => {
    events(response, `id: ${count}\n${piece("a")}`);
    response.end(count === 1 ? "" : ending);
  });
  const { usage, reports, use } = kept();
  await collect(defineStream(resumable)(server.client({ use }), asked));
  await usage.flush();
  expect(new Set(reports.map(({ id }) => id)).size).toBe(1);
  expect(reports.map(({ status, estimated }) => [status, estimated])).toEqual([
    ["error", true],
    ["ok", undefined],
  ]);
  expect(reports[1]?.units).toEqual({ input_tokens: 9, output_tokens: 4, requests: 1 });
});

test("a sink that throws or rejects changes no call, and is told of without its message", async () => {
  await using server = await serve((response) => json(response, completion("Well.")));
  const log = vi.spyOn(console, "error").mockImplementation(() => {});
  const throwing = trackUsage(() => {
    throw new RangeError("canary");
  });
  const rejecting = trackUsage(() => Promise.reject(new TypeError("canary")));
  await chat(server.client({ use: [throwing, rejecting], apiKey: "canary" }), asked);
  await Promise.all([throwing.flush(), rejecting.flush()]);
  const lines = log.mock.calls.flat().map(String);
  expect(lines.toSorted()).toEqual([
    "trackUsage: a usage report was lost, its sink failed (RangeError).",
    "trackUsage: a usage report was lost, its sink failed (TypeError).",
  ]);
});

test("`onError` gets the error and the lost report, and may throw too", async () => {
  await using server = await serve((response) => json(response, completion("Well.")));
  const log = vi.spyOn(console, "error").mockImplementation(() => {});
  const lost: unknown[] = [];
  const usage = trackUsage(() => Promise.reject(new RangeError("full")), {
    onError: (error, report) => {
      lost.push(error, report.model);
      throw new TypeError("canary");
    },
  });
  await chat(server.client({ use: [usage] }), asked);
  await usage.flush();
  expect(lost).toEqual([new RangeError("full"), "small-2026"]);
  expect(log).toHaveBeenCalledOnce();
});

test("`flush` waits for sinks at work, also for those of calls that end meanwhile", async () => {
  await using server = await serve((response) => json(response, completion("Well.")));
  const gates: Array<() => void> = [];
  let done = 0;
  const usage = trackUsage(async () => {
    await new Promise<void>((resolve) => gates.push(resolve));
    done++;
  });
  const client = server.client({ use: [usage] });
  await chat(client, asked);
  let flushed = false;
  const flush = usage.flush().then(() => (flushed = true));
  await chat(client, asked);
  const turn = () => new Promise((resolve) => setTimeout(resolve, 5));
  await turn();
  gates[0]?.();
  await turn();
  expect([done, flushed]).toEqual([1, false]);
  gates[1]?.();
  await flush;
  expect(done).toBe(2);
});
