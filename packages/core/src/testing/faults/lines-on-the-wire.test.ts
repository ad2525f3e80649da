import { expect, test } from "vitest";
import { hear, type Heard, requestText } from "../../../test/testing/raw-client.ts";
import { serveAll } from "../../../test/testing/served.ts";
import { type FaultName, faults } from "../../testing.ts";

/** What a bare connection hears where a fault strikes lines, and how it ends; read without any HTTP client. */
const head = /^HTTP\/1\.1 200 OK\r\n(?:[\w-]+: [^\r]*\r\n)*/.source;
const openHead = `${head}transfer-encoding: chunked\r\nconnection: close\r\n\r\n`;
const wholeHead = `${head}content-type: application/x-ndjson\r\n(?:[\\w-]+: [^\\r]*\\r\\n)*\\r\\n`;
// What is heard is written a character a byte.
const a = '\\{"n":"\xc3\xa1"\\}\n';
const [b, c] = ['\\{"n":"b"\\}\n', '\\{"n":"c"\\}\n'];
const done = '\\{"done":true\\}\n';
const chunk = (text: string, times = 1) => {
  const size = (text.replaceAll("\\", "").length * times).toString(16);
  return `${size}\r\n${text.repeat(times)}\r\n`;
};
const error = (retryable: boolean) =>
  `\\{"error":\\{"code":"\\w+","message":"[^"]+","retryable":${retryable}\\}\\}\n`;

const rows: Partial<Readonly<Record<FaultName, readonly [pattern: string, ending: Heard["ending"]]>>> = {
  "invalid-utf8": [`${openHead}c\r\n\\{"n":"\xff\xc3\xa1"\\}\n\r\n${chunk(b)}${chunk(c)}`, "closed"],
  "wrong-shape": [`${wholeHead}\\{"unexpected":\\[null\\]\\}\n${done}$`, "closed"],
  "huge-body": [`${openHead}100000\r\n( {1023}\n){15}`, "left"],
  "missing-done": [`${openHead}${chunk(a)}${chunk(b)}${chunk(c)}0\r\n\r\n$`, "closed"],
  "cut-in-event": [`${wholeHead}${a}\\{"$`, "closed"],
  "stall-mid-stream": [`${openHead}${chunk(a)}$`, "open"],
  "heartbeats-only": [`${openHead}(1\r\n\n\r\n){9}`, "left"],
  "endless-event": [`${openHead}2\r\n\\{"\r\n10000\r\nx{9000}`, "left"],
  "event-not-json": [`${wholeHead}${a}\\{not json\\}\n${done}$`, "closed"],
  "error-event": [`${wholeHead}${a}${error(true)}$`, "closed"],
  "final-error-event": [`${wholeHead}${a}${error(false)}$`, "closed"],
  "event-twice": [`${openHead}${chunk(a, 2)}${chunk(b, 2)}${chunk(c, 2)}${chunk(done)}0\r\n\r\n$`, "closed"],
  "event-after-done": [`${chunk(c)}${chunk(done)}${chunk('\\{"late":true\\}\n')}0\r\n\r\n$`, "closed"],
};

/** Where the body does not hang on the kind, the other test has heard it. */
const framed = faults.filter(
  ({ name, kinds }) => name in rows || (kinds.includes("lines") && !kinds.includes("action")),
);

test.each(framed)("$name on lines: $about", async ({ name, runs }) => {
  await using server = await serveAll([name]);
  const [pattern, ending] = rows[name] ?? [];
  const expected = new RegExp(pattern ?? "no row");
  const heard = await hear(server.url, requestText("POST", "/v1/counts", "{}"), {
    until: ending === "open" ? expected : undefined,
    leaveAfter: name === "heartbeats-only" ? 400 : ending === "left" ? 2_000_000 : undefined,
  });
  expect(heard.text).toMatch(expected);
  expect(heard.ending).toBe(ending);
  expect(server.effects).toHaveLength(Number(runs));
  expect(server.requests).toMatchObject([{ outcome: name, kind: "lines" }]);
});

test("lines without a fault are heard as they should be", async () => {
  await using server = await serveAll();
  const { text } = await hear(server.url, requestText("POST", "/v1/counts", "{}", "connection: close\r\n"));
  expect(text).toMatch(new RegExp(`${head}[^]*${chunk(a)}${chunk(b)}${chunk(c)}${chunk(done)}0\r\n\r\n$`));
});

test("a request that the server refuses meets no fault of lines", async () => {
  await using server = await serveAll(() => "missing-done");
  const heard = await hear(
    server.url,
    requestText("POST", "/v1/counts", '{"upTo":"x"}', "connection: close\r\n"),
  );
  expect(heard.text).toMatch(/^HTTP\/1\.1 400 [^]*"code":"invalid_params"/);
});
