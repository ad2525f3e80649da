import { afterEach, expect, test, vi } from "vitest";
import { echo, free, look, ticks } from "../../test/actions.ts";
import { collect, events, failure, json, serve } from "../../test/server.ts";
import { logger, type LoggerOptions, type LogRecord } from "../index.ts";

const note = { text: "a" };
const canary = "canary-1234567890";

function recorded(options: LoggerOptions = {}) {
  const records: LogRecord[] = [];
  const layer = logger({ log: (record) => void records.push(record), ...options });
  const lines = () => records.map(({ level, message }) => `${level} ${message.replace(/\d+ ms/, "N ms")}`);
  return { records, lines, layer };
}

afterEach(() => {
  vi.restoreAllMocks();
  delete process.env["PLATFORM_LOG"];
});

test("one line for a call that went well; retries and failures with their reasons, under one id", async () => {
  await using server = await serve((response, { url }, count) =>
    json(response, note, url === "/v1/look" ? 404 : count === 1 ? 503 : 200, {
      "x-request-id": `req_${count}`,
    }),
  );
  const { layer, lines, records } = recorded();
  const client = server.client({ use: [layer] });
  await echo(client, note, { idempotencyKey: "id_1" });
  await failure(look(client));
  await failure(look(client, {}, { signal: AbortSignal.abort() }));
  const gone = await serve(() => undefined);
  await gone[Symbol.asyncDispose]();
  await failure(look(gone.client({ use: [layer], retry: false })));
  expect(lines()).toEqual([
    "warn echo: tries again (attempt 2): ServerError http_503",
    "info echo: 200 in N ms",
    "warn look: failed at attempt 1 in N ms: NotFoundError http_404",
    "warn look: failed at attempt 1 in N ms: AbortedError aborted",
    "error look: failed at attempt 1 in N ms: ConnectionError connection_failed ECONNREFUSED",
  ]);
  expect(records[0]).toMatchObject({ call: "id_1", attempt: 2, status: 503, requestId: "req_1" });
  expect(records[1]).toEqual({
    level: "info",
    message: expect.stringMatching(/^echo: 200 in \d+ ms$/),
    call: "id_1",
    action: "echo",
    route: "POST /v1/echo",
    attempt: 2,
    status: 200,
    durationMs: expect.any(Number),
    requestId: "req_2",
  });
  expect(records[2]).toMatchObject({ status: 404, code: "http_404", error: "NotFoundError" });
  expect(records[4]?.status).toBeUndefined();
});

test("each level says what those behind it say, and `off` nothing", async () => {
  await using server = await serve((response, _, count) =>
    json(response, note, count % 3 === 1 ? 503 : count % 3 === 2 ? 200 : 500),
  );
  const said = async (options: LoggerOptions) => {
    const { layer, records } = recorded(options);
    const client = server.client({
      use: [layer],
      retry: { retries: 1, delay: ({ attempts }) => (attempts > 1 ? undefined : 0) },
    });
    await echo(client, note);
    await failure(echo(client, note, { retries: 0 }));
    return records.map(({ level }) => level).join(" ");
  };
  expect(await said({ level: "debug" })).toBe("debug debug warn debug debug info debug debug error");
  expect(await said({ level: "info" })).toBe("warn info error");
  expect(await said({ level: "warn" })).toBe("warn error");
  expect(await said({ level: "error" })).toBe("error");
  expect(await said({ level: "off" })).toBe("");
  process.env["PLATFORM_LOG"] = "ERROR";
  expect(await said({})).toBe("error");
  expect(await said({ level: "warn" })).toBe("warn error");
  process.env["PLATFORM_LOG"] = "";
  expect(await said({})).toBe("warn info error");
});

test("a level that does not exist is refused, with where it came from", async () => {
  process.env["PLATFORM_LOG"] = "loud";
  const refused = (make: () => unknown) => failure((async () => make())());
  expect(await refused(() => logger())).toMatchObject({ name: "ConfigurationError", param: "PLATFORM_LOG" });
  expect(await refused(() => logger({ level: "loud" as never }))).toMatchObject({ param: "level" });
});

test("a stream is told when it ends", async () => {
  await using server = await serve((response) => {
    events(response, 'data: {"n":1}\n\n', server.seen.length === 1 ? "data: [DONE]\n\n" : "");
    response.end();
  });
  const { layer, lines } = recorded();
  const client = server.client({ use: [layer] });
  for await (const _ of ticks(client)) expect(lines()).toEqual([]);
  await failure(collect(ticks(client)));
  expect(lines()).toEqual([
    "info ticks: 200 in N ms",
    "error ticks: failed at attempt 1 in N ms: StreamError stream_truncated",
  ]);
});

/** Answers that quote whatever they were sent. */
const quoting = () =>
  serve((response, { headers, url, body }, count) => {
    const message = `${headers.authorization} ${String(headers["x-canary"])} ${url} ${body} ${canary}`;
    const error = {
      message,
      code: count % 2 ? canary : `see ${body} ${url}`,
      param: message,
      requestId: `see ${url}`,
    };
    json(response, { error }, count % 3 === 0 ? 503 : 400, { "x-canary": canary });
  });
const spill = free("POST /v1/spill/{name}");
const peek = free("GET /v1/peek/{name}");

test("no key, header, parameter, query or message gets into a line or a record", async () => {
  await using server = await quoting();
  const written: unknown[] = [];
  for (const method of ["info", "warn", "error", "debug"] as const) {
    vi.spyOn(console, method).mockImplementation((...line: unknown[]) => void written.push(line));
  }
  const { layer, records } = recorded();
  const options = { apiKey: `key-${canary}`, headers: { "x-canary": canary } };
  const client = server.client({ ...options, use: [layer, logger({ level: "info" })] });
  for (let round = 0; round < 6; round++) {
    await failure(spill(client, { name: `n-${canary}`, text: canary }));
    await failure(peek(client, { name: `n-${canary}`, text: canary }));
  }
  expect(records.length).toBeGreaterThan(12);
  expect(written).toHaveLength(records.length);
  expect(written[0]).toEqual([expect.stringMatching(/^platform warn free: .* \(call [\w-]{8}\)$/)]);
  expect(JSON.stringify([records, written])).not.toContain("canary");
});

test("with `debug` parameters are told, but neither the key, nor secrets, nor what is to be masked", async () => {
  await using server = await quoting();
  const { layer, records } = recorded({
    level: "debug",
    redact: ["messages.content", "private"],
    headers: ["x-ok"],
  });
  const headers = { "x-canary": canary, "x-ok": "shown" };
  const client = server.client({ apiKey: `key-${canary}`, headers, use: [layer], retry: false });
  const hidden = { password: `1-${canary}`, env: { OPENAI_API_KEY: `2-${canary}` }, private: `3-${canary}` };
  await failure(
    spill(client, {
      name: "a",
      shown: `quotes key-${canary}`,
      messages: [{ content: `4-${canary}` }],
      ...hidden,
    }),
  );
  await failure(peek(client, { name: "p", private: `q-${canary}`, password: `5-${canary}` }));
  const all = JSON.stringify(records);
  expect(all).not.toContain(canary);
  expect(records[0]?.detail).toEqual({
    url: `${server.url}/v1/spill/{name}`,
    params: {
      name: "a",
      shown: "quotes [redacted]",
      messages: [{ content: "[redacted]" }],
      password: "[redacted]",
      env: { OPENAI_API_KEY: "[redacted]" },
      private: "[redacted]",
    },
    headers: { "x-ok": "shown" },
  });
  expect(records[3]?.detail?.["url"]).toBe(`${server.url}/v1/peek/{name}?private=…&password=…`);
});

test("a log that fails fails no call", async () => {
  await using server = await serve((response) => json(response, note));
  const uncaught: unknown[] = [];
  const before = process.listeners("uncaughtException");
  process.removeAllListeners("uncaughtException");
  process.on("uncaughtException", (error) => void uncaught.push(error));
  try {
    const layer = logger({
      log: () => {
        throw new RangeError("disk full");
      },
    });
    expect(await echo(server.client({ use: [layer] }), note)).toEqual(note);
    await new Promise((resolve) => setTimeout(resolve, 5));
  } finally {
    process.removeAllListeners("uncaughtException");
    for (const listener of before) process.on("uncaughtException", listener);
  }
  expect(uncaught).toEqual([new RangeError("disk full")]);
});
