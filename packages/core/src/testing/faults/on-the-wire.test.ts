import { expect, test } from "vitest";
import { hear, type Heard, requestText } from "../../../test/testing/raw-client.ts";
import { serveAll } from "../../../test/testing/served.ts";
import { type FaultName, faults } from "../../testing.ts";

/** What a bare connection hears of each fault, and how it ends; read without any HTTP client. */
const head = /^HTTP\/1\.1 200 OK\r\n(?:[\w-]+: [^\r]*\r\n)*/.source;
const openHead = `${head}transfer-encoding: chunked\r\nconnection: close\r\n\r\n`;
const whole = '\\{"text":"plain"\\}';
const rest = "(?:[\\w-]+: [^\\r]*\\r\\n)*\\r\\n";
// What is heard is written a character a byte.
const event = (n: string) => `data: \\{"n":"${Buffer.from(n).toString("latin1")}"\\}\n\n`;
const said = (status: number, more = "") => [`^HTTP/1\\.1 ${status} [^\r]+\r\n${more}`, "open"] as const;
type Row = readonly [pattern: string, ending: Heard["ending"]];

const rows: Readonly<Record<FaultName, Row>> = {
  refused: ["^$", "reset"],
  "reset-mid-request": ["^$", "reset"],
  "reset-before-headers": ["^$", "reset"],
  "closed-before-headers": ["^$", "closed"],
  "answer-lost": ["^$", "reset"],
  "request-twice": [`${head}\r\n${whole}$`, "open"],
  "answer-twice": [
    `(${head}\r\n10\r\n${whole}\r\n0\r\n\r\n){1}HTTP/1.1 200 OK\r\n${rest}10\r\n${whole}\r\n0\r\n\r\n$`,
    "closed",
  ],
  "closed-while-idle": [`${head}connection: keep-alive\r\n${rest}10\r\n${whole}\r\n0\r\n\r\n$`, "closed"],
  "stall-before-headers": ["^$", "open"],
  "stall-after-effect": ["^$", "open"],
  garbage: ["^\\x16\\x03\\x01 nothing of this is HTTP\r\n\r\n$", "closed"],
  "reset-mid-headers": [`${head}trans$`, "reset"],
  "reset-after-headers": [`${openHead}$`, "reset"],
  "stall-mid-headers": [`${head}trans$`, "open"],
  "stall-after-headers": [`${openHead}$`, "open"],
  "slow-headers": [`${openHead}10\r\n${whole}\r\n0\r\n\r\n$`, "closed"],
  "early-hints": [
    `^HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: [^\r]+\r\n\r\nHTTP/1.1 200 OK`,
    "open",
  ],
  "huge-headers": [`${head}x-huge: x{10000}`, "closed"],
  "bad-header": [`${head}x-bad: a\0b\r\n${rest}10\r\n${whole}\r\n0\r\n\r\n$`, "closed"],
  "two-lengths": ["\r\ncontent-length: 16\r\ncontent-length: 17\r\n", "closed"],
  "length-too-long": [`\r\ncontent-length: 116\r\n${rest}${whole}$`, "closed"],
  "length-too-short": [`\r\ncontent-length: 8\r\n${rest}${whole}$`, "closed"],
  "wrong-type": [`\r\ncontent-type: application/x-other\r\n${rest}${whole}$`, "open"],
  "no-type": [`^(?![^]*content-type)HTTP/1.1 200 OK\r\n${rest}${whole}$`, "open"],
  "not-gzip": [`\r\ncontent-encoding: gzip\r\n${rest}${whole}$`, "open"],
  "reset-mid-body": [`${openHead}8\r\n\\{"text":\r\n$`, "reset"],
  "closed-mid-body": [`${openHead}8\r\n\\{"text":\r\n$`, "closed"],
  "stall-mid-body": [`${openHead}8\r\n\\{"text":\r\n$`, "open"],
  "bad-chunk": [`${openHead}8\r\n\\{"text":\r\nzz\r\nzz\r\n$`, "closed"],
  "slow-body": [
    `${openHead}2\r\n\\{"\r\n2\r\nte\r\n2\r\nxt\r\n2\r\n":\r\n(2\r\n..\r\n){4}0\r\n\r\n$`,
    "closed",
  ],
  "byte-by-byte": [`${openHead}1\r\n\\{\r\n1\r\n"\r\n1\r\nt\r\n(1\r\n.\r\n){13}0\r\n\r\n$`, "closed"],
  truncated: [`\r\ncontent-length: 8\r\n${rest}\\{"text":$`, "closed"],
  "cut-code-point": ['\r\ncontent-length: 17\r\n[^]*\r\n\r\n\\{"text":"na\xc3\xafve \xf0$', "closed"],
  "invalid-utf8": [`${openHead}11\r\n\\{"text":"\xffplain"\\}\r\n0\r\n\r\n$`, "closed"],
  html: [`\r\ncontent-type: text/html\r\n\r\n<!doctype html>`, "closed"],
  "html-as-right-type": [`\r\ncontent-type: application/json\r\n${rest}<!doctype html>`, "closed"],
  "empty-body": [`\r\ncontent-length: 0\r\n${rest}$`, "closed"],
  "no-content": ["^HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n$", "closed"],
  "wrong-shape": ['\r\n\r\n\\{"unexpected":\\[null\\]\\}$', "closed"],
  "huge-body": [`${openHead}100000\r\n {10000}`, "closed"],
  "missing-done": [`${openHead}12\r\n${event("á")}[^]*${event("c")}\r\n0\r\n\r\n$`, "closed"],
  "cut-in-event": [`\r\n\r\n${event("á")}data: \\{"$`, "closed"],
  "stall-mid-stream": [`${openHead}12\r\n${event("á")}\r\n$`, "open"],
  "heartbeats-only": [`${openHead}(d\r\n: heartbeat\n\n\r\n){9}`, "left"],
  "endless-event": [`${openHead}8\r\ndata: \\{"\r\n10000\r\nx{9000}`, "left"],
  "event-not-json": [`\r\n\r\n${event("á")}data: \\{not json\\}\n\ndata: \\[DONE\\]\n\n$`, "closed"],
  "error-event": [`${event("á")}event: error\ndata: \\{"error":[^\n]+"retryable":true\\}\\}\n\n$`, "closed"],
  "final-error-event": [
    `${event("á")}event: error\ndata: \\{"error":[^\n]+"retryable":false\\}\\}\n\n$`,
    "closed",
  ],
  "event-twice": [
    `${openHead}24\r\n(${event("á")}){2}\r\n22\r\n(${event("b")}){2}\r\n22\r\n(${event("c")}){2}\r\ne\r\ndata: \\[DONE\\]\n\n\r\n0`,
    "closed",
  ],
  "event-after-done": [
    'data: \\[DONE\\]\n\n\r\n[0-9a-f]+\r\ndata: \\{"late":true\\}\n\n\r\n0\r\n\r\n$',
    "closed",
  ],
  "status-400": said(400),
  "status-401": said(401, "[^]*www-authenticate: Bearer\r\n"),
  "status-402": said(402),
  "status-403": said(403),
  "status-404": said(404),
  "status-408": said(408),
  "status-409": said(409),
  "status-413": said(413),
  "status-425": said(425),
  "status-429": said(429),
  "retry-after-ms": said(429, "[^]*\r\nretry-after-ms: 20\r\n"),
  "retry-after-seconds": said(429, "[^]*\r\nretry-after: 1\r\n"),
  "retry-after-date": said(503, "[^]*\r\nretry-after: \\w{3}, \\d\\d \\w{3} \\d{4} [\\d:]{8} GMT\r\n"),
  "retry-after-past": said(503, "[^]*\r\nretry-after: \\w{3}, \\d\\d \\w{3} \\d{4} [\\d:]{8} GMT\r\n"),
  "retry-after-absurd": said(429, "[^]*\r\nretry-after: 315360000\r\n"),
  "retry-after-words": said(503, "[^]*\r\nretry-after: soon\r\n"),
  "status-500": said(500),
  "status-501": said(501),
  "status-502": said(502),
  "status-503": said(503),
  "status-504": said(504),
  veto: said(503, "[^]*\r\nx-should-retry: false\r\n"),
  "redirect-loop": said(302, "[^]*\r\nlocation: http://127.0.0.1:\\d+/v1/echo\r\n"),
  "redirect-away": said(307, "[^]*\r\nlocation: http://localhost:\\d+/v1/echo\r\n"),
  "failed-after-effect": said(500, '[^]*"code":"failed_after_effect"'),
  "html-error": ["^HTTP/1.1 502 Bad Gateway\r\n[^]*text/html\r\n\r\n<html>", "closed"],
  "reset-in-error": ['^HTTP/1.1 500 [^]*\r\n\r\nf\r\n\\{"error":\\{"mess\r\n$', "reset"],
  "stall-in-error": ['^HTTP/1.1 500 [^]*\r\n\r\nf\r\n\\{"error":\\{"mess\r\n$', "open"],
};

test.each(faults)("$name: $about", async ({ name, runs, kinds }) => {
  await using server = await serveAll([name]);
  const isStream = !kinds.includes("action");
  const text = name === "cut-code-point" ? "naïve 😀" : "plain";
  const body = isStream ? '{"stream":true}' : JSON.stringify({ text });
  const [pattern, ending] = rows[name];
  const expected = new RegExp(pattern);
  const heard = await hear(server.url, requestText("POST", isStream ? "/v1/ticks" : "/v1/echo", body), {
    until: ending === "open" ? expected : undefined,
    leaveAfter: name === "heartbeats-only" ? 400 : name === "endless-event" ? 2_000_000 : undefined,
  });
  expect(heard.text).toMatch(expected);
  expect(heard.ending).toBe(ending);
  // Without a key, a request that is delivered twice has its effect twice.
  expect(server.effects).toHaveLength(name === "request-twice" ? 2 : Number(runs));
  expect(server.requests).toMatchObject([{ outcome: name }]);
  if (name === "huge-body") expect(heard.bytes).toBeGreaterThan(100 * 1_048_576);
  if (name === "huge-headers") expect(heard.bytes).toBeGreaterThan(1_048_576);
  if (name === "reset-mid-request") expect(server.requests[0]?.body).toHaveLength(0);
  if (name.startsWith("slow")) expect(heard.parts).toBeGreaterThan(3);
});
