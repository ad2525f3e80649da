import { jsonAnswer } from "../server/answer.ts";
import { errorAnswer, refusal } from "../server/error-answer.ts";
import type { Fault, Hit } from "./fault.ts";
import { begin, chunk, put, reset, sendRaw } from "./wire.ts";

/** The platform's own error body. */
const errorBody = ({ requestId }: Hit, status: number, code: string) =>
  errorAnswer(refusal(status, code, `The server answers ${status}.`, { retryable: true }), requestId);

const tenYears = "315360000";

/** Answers with a status, an ordinary body without a word on `retryable`, and headers. */
const status = (
  code: number,
  means: string,
  headers: Readonly<Record<string, string>> | ((hit: Hit) => Record<string, string>) = {},
): Fault => ({
  about: `${code}${means}. The request is read and not carried out.`,
  runs: false,
  strike: async (hit) => {
    for await (const _ of hit.request);
    const error = { code: `fault_${code}`, message: `The server answers ${code}.`, requestId: hit.requestId };
    const more = typeof headers === "function" ? headers(hit) : headers;
    await hit.send(jsonAnswer({ error }, code, more));
  },
});

const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1_000).toUTCString();

/** In the status and what goes with it. */
export const statusFaults = {
  "status-400": status(400, ": the server takes the request for a wrong one"),
  "status-401": status(401, ": the key is not valid", { "www-authenticate": "Bearer" }),
  "status-402": status(402, ": a budget has too little left"),
  "status-403": status(403, ": the key may not do this"),
  "status-404": status(404, ": there is no such thing"),
  "status-408": status(408, ": the request took too long to come"),
  "status-409": status(409, ": the thing is not in a state for this"),
  "status-413": status(413, ": the body is too large"),
  "status-425": status(425, ": too early"),
  "status-429": status(429, ": too many requests, without a word on when to come again"),
  "retry-after-ms": status(429, " with `retry-after-ms: 20`", { "retry-after-ms": "20" }),
  "retry-after-seconds": status(429, " with `Retry-After: 1`", { "retry-after": "1" }),
  "retry-after-date": status(503, " with a `Retry-After` date one second ahead", () => ({
    "retry-after": inSeconds(1),
  })),
  "retry-after-past": status(503, " with a `Retry-After` date an hour ago", () => ({
    "retry-after": inSeconds(-3_600),
  })),
  "retry-after-absurd": status(429, " with `Retry-After` of ten years", { "retry-after": tenYears }),
  "retry-after-words": status(503, " with a `Retry-After` that means nothing", { "retry-after": "soon" }),
  "status-500": status(500, ": the server failed"),
  "status-501": status(501, ": the server cannot do this"),
  "status-502": status(502, ": the server behind a proxy failed"),
  "status-503": status(503, ": the server has no room"),
  "status-504": status(504, ": the server behind a proxy is silent"),
  veto: status(503, " with `x-should-retry: false`", { "x-should-retry": "false" }),
  "redirect-loop": status(302, " to the same address", ({ request, url }) => ({
    location: url + request.url,
  })),
  "redirect-away": status(
    307,
    " to another host name, at which the same server is reached",
    ({ request, url }) => ({
      location: url.replace("127.0.0.1", "localhost") + request.url,
    }),
  ),
  "failed-after-effect": {
    about: "500, though the request was carried out.",
    runs: true,
    strike: async (hit) => {
      await hit.answer();
      await hit.send(errorBody(hit, 500, "failed_after_effect"));
    },
  },
  "html-error": {
    about: "502 with a page in place of the error body, as a proxy sends it.",
    runs: false,
    strike: async (hit) => {
      for await (const _ of hit.request);
      await sendRaw(hit, 502, { "content-type": "text/html" }, "<html><h1>502 Bad Gateway</h1></html>");
    },
  },
  "reset-in-error": {
    about: "500, and the connection is reset within its body.",
    runs: false,
    strike: async (hit) => {
      for await (const _ of hit.request);
      await begin(hit, errorBody(hit, 500, "fault_500"));
      await put(hit.socket, chunk(Buffer.from('{"error":{"mess')));
      await reset(hit.socket);
    },
  },
  "stall-in-error": {
    about: "500, and nothing comes any more within its body.",
    runs: false,
    strike: async (hit) => {
      for await (const _ of hit.request);
      await begin(hit, errorBody(hit, 500, "fault_500"));
      await put(hit.socket, chunk(Buffer.from('{"error":{"mess')));
    },
  },
} satisfies Record<string, Fault>;
