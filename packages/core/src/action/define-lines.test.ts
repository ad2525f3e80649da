import { getEventListeners } from "node:events";
import type { ServerResponse } from "node:http";
import { expect, test } from "vitest";
import { counts } from "../../test/actions.ts";
import { collect, failure, json, serve } from "../../test/server.ts";

const line = (n: number) => `{"n":${n}}\n`;
const done = '{"done":true}\n';

const send = (response: ServerResponse, type: string, ...parts: string[]) => {
  response.writeHead(200, { "content-type": type, "x-request-id": "req_1" });
  for (const part of parts) response.write(part);
};
const ndjson = (response: ServerResponse, ...parts: string[]) =>
  send(response, "application/x-ndjson", ...parts);

test("lines come in order, and the request says that it wants them", async () => {
  await using server = await serve((response) => {
    ndjson(response, line(1), line(2), done);
    response.end();
  });
  const stream = counts(server.client(), { upTo: 2 });
  expect(server.seen).toHaveLength(0);
  expect(await collect(stream)).toEqual([{ n: 1 }, { n: 2 }]);
  expect(server.seen[0]?.headers.accept).toBe("application/x-ndjson, application/jsonl");
  expect(JSON.parse(server.seen[0]?.body ?? "")).toEqual({ upTo: 2 });
  expect(await failure(collect(stream))).toMatchObject({ code: "stream_consumed" });
});

test.each(["application/jsonl", "application/ndjson; charset=utf-8", "Application/X-NDJSON"])(
  "%s is taken for lines",
  async (type) => {
    await using server = await serve((response) => {
      send(response, type, line(1), done);
    });
    expect(await collect(counts(server.client()))).toHaveLength(1);
  },
);

test.each([
  ["ends early", line(1)],
  ["is empty", ""],
  ["ends within a line", `${line(1)}{"n":`],
  ["ends with a line that has no end", `${line(1)}{"n":2}`],
  ["ends within its last line", `${line(1)}{"done":true}`],
])("an answer that %s is an error", async (_, body) => {
  await using server = await serve((response) => {
    ndjson(response, body);
    response.end();
  });
  const got: unknown[] = [];
  const loop = async () => {
    for await (const item of counts(server.client())) got.push(item);
  };
  const error = await failure(loop());
  expect(error).toMatchObject({
    name: "StreamError",
    code: "stream_truncated",
    retryable: true,
    requestId: "req_1",
  });
  expect(got).toEqual(body ? [{ n: 1 }] : []);
  expect(server.seen).toHaveLength(1);
});

test("an answer that the connection cut off is an error of its own", async () => {
  await using server = await serve((response) => {
    ndjson(response);
    response.write(line(1), () => setTimeout(() => response.destroy(), 20));
  });
  const error = await failure(collect(counts(server.client())));
  expect(error).toMatchObject({ name: "StreamError", code: "stream_broken", retryable: true });
});

test("an error in a line of its own is an ApiError; beside other fields it is data, as is `done`", async () => {
  await using server = await serve((response) => {
    const beside = '{"n":1,"error":{"message":"of the program"},"done":true}\n';
    ndjson(response, beside, '{"error":{"message":"Full.","code":"overloaded","param":"n"}}\n');
  });
  const got: unknown[] = [];
  const loop = async () => {
    for await (const item of counts(server.client())) got.push(item);
  };
  const error = await failure(loop());
  expect(error).toMatchObject({ name: "ApiError", message: "Full.", code: "overloaded", requestId: "req_1" });
  expect(got).toHaveLength(1);
  await server.seen[0]?.closed;
});

test("a page of the server that an error in a line names is given as a whole address", async () => {
  await using server = await serve((response) => {
    ndjson(response, '{"error":{"message":"Full.","code":"overloaded","docs":"/docs/errors#overloaded"}}\n');
  });
  const error = await failure(collect(counts(server.client())));
  expect(error).toMatchObject({ code: "overloaded", docs: `${server.url}/docs/errors#overloaded` });
});

test.each([
  ["not JSON", "{n}\n", "DecodeError", "unexpected_response"],
  ["of another shape", "5\n", "DecodeError", "unexpected_response"],
  ["without end", "x".repeat(17 * 1024 * 1024), "StreamError", "line_too_large"],
])("a line that is %s is refused, and the request ended", async (_, body, name, code) => {
  await using server = await serve((response) => {
    ndjson(response, body);
  });
  expect(await failure(collect(counts(server.client())))).toMatchObject({ name, code, retryable: false });
  await server.seen[0]?.closed;
});

test("an answer that is no lines is refused", async () => {
  await using server = await serve((response) => json(response, { n: 1 }));
  expect(await failure(collect(counts(server.client())))).toMatchObject({ name: "DecodeError", attempts: 1 });
});

test("leaving the loop, cancel and abort end the request", async () => {
  await using server = await serve((response) => ndjson(response, line(1)));
  const controller = new AbortController();
  const { signal } = controller;
  for await (const _ of counts(server.client(), {}, { signal })) break;
  const cancelled = counts(server.client(), {}, { signal });
  for await (const _ of cancelled) await cancelled.cancel();
  expect(getEventListeners(signal, "abort")).toHaveLength(0);
  const loop = async () => {
    for await (const _ of counts(server.client(), {}, { signal })) controller.abort("enough");
  };
  expect(await failure(loop())).toMatchObject({ name: "AbortedError", cause: "enough" });
  for (const request of server.seen) await request.closed;
});

test("a server that falls silent is given up, an empty line is a sign of life", async () => {
  await using server = await serve((response) => {
    ndjson(response, line(1));
    let beats = 0;
    const timer = setInterval(() => {
      if (++beats < 20) response.write("\n");
      else if (beats === 20) response.write(line(2));
    }, 40);
    response.on("close", () => clearInterval(timer));
  });
  const got: unknown[] = [];
  const loop = async () => {
    for await (const { n } of counts(server.client(), {}, { timeoutMs: 400 })) got.push(n);
  };
  expect(await failure(loop())).toMatchObject({ name: "TimeoutError" });
  expect(got).toEqual([1, 2]);
});

test("after the last line the connection is used again", async () => {
  const ports = new Set<number | undefined>();
  await using server = await serve((response) => {
    ports.add(response.socket?.remotePort);
    ndjson(response, line(1), done);
    setTimeout(() => response.end(), 5);
  });
  for (let round = 0; round < 5; round++) {
    await collect(counts(server.client()));
    await server.seen[round]?.closed;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect(ports.size).toBe(1);
});
