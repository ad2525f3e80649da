import { type IncomingMessage, STATUS_CODES, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { newId } from "../../store/new-id.ts";
import { describeError, type ErrorAnswer } from "../errors/describe-error.ts";
import { HttpError } from "../errors/http-error.ts";

type Reason = readonly [status: number, code: string, message: string];

const reasons: Readonly<Record<string, Reason>> = {
  HPE_HEADER_OVERFLOW: [
    431,
    "headers_too_large",
    "The address and headers are larger than 16 KiB together. Send less, or in the body.",
  ],
  ERR_HTTP_REQUEST_TIMEOUT: [408, "request_timeout", "The request took too long to arrive. Send it again."],
};
const malformed: Reason = [400, "malformed_request", "This is not a well-formed HTTP/1.1 request."];

const asHttpError = (reason: Reason): HttpError => new HttpError(...reason);

/** Answers what the HTTP parser could not read, in the same form as every other error, and hangs up. */
export function answerUnreadable(error: Error & { code?: string }, socket: Duplex): void {
  if (error.code === "ECONNRESET" || !socket.writable) return void socket.destroy();
  const reason = reasons[error.code ?? ""] ?? malformed;
  answerRaw(socket, describeError(asHttpError(reason), newId("req")));
}

/** Answers a failure on a connection that no request belongs to any more, and hangs up. */
export function answerRaw(socket: Duplex, { status, headers, body }: ErrorAnswer): void {
  const text = JSON.stringify(body);
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
      "content-type: application/json",
      `content-length: ${Buffer.byteLength(text)}`,
      ...["connection: close", "", text],
    ].join("\r\n"),
  );
}

/** Answers an `Expect` header other than `100-continue`, which Node itself would answer with nothing. */
export function answerExpectation(_: IncomingMessage, response: ServerResponse): void {
  const reason: Reason = [
    417,
    "expectation_failed",
    "The header Expect can only be 100-continue. Leave it out.",
  ];
  const { status, body } = describeError(asHttpError(reason), newId("req"));
  response.writeHead(status, { "content-type": "application/json", connection: "close" });
  response.end(JSON.stringify(body));
}

/** The answer to a request whose address or Host header means nothing: it never reaches a route. */
export function unreadable(): Response {
  const { status, body } = describeError(asHttpError(malformed), newId("req"));
  return Response.json(body, { status });
}
