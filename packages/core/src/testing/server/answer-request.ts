import type { IncomingMessage, ServerResponse } from "node:http";
import type { Hit } from "../faults/fault.ts";
import { faultOf } from "../faults/faults.ts";
import type { Answer } from "./answer.ts";
import { callHandler } from "./call-handler.ts";
import { errorAnswer } from "./error-answer.ts";
import { findHandlers } from "./find-handler.ts";
import { readBody } from "./request-body.ts";
import { seeRequest } from "./request-log.ts";
import { sendAnswer } from "./send-answer.ts";
import type { ServerState } from "./server-state.ts";

/** One request, from its headers to the last byte of its answer, or to what a fault makes of it. */
export async function answerRequest(
  state: ServerState,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = "", url = "", socket } = request;
  const found = findHandlers(state.handlers, method, url.split("?")[0] ?? "");
  const contract = found?.handlers[0]?.contract;
  const outcome = state.plan.take(`${method} ${url}`, contract?.kind);
  const seen = seeRequest(request, response, { action: contract?.name, kind: contract?.kind, outcome });
  state.requests.push(seen);
  const requestId = `req_${state.requests.length}`;
  response.setHeader("x-request-id", requestId);
  // A fault that has broken its connection off is met again by whatever is written after it.
  for (const end of [request, response]) end.on("error", () => {});

  const body = () => (read ??= readBody(request).then((bytes) => (seen.body = bytes) as typeof bytes));
  let read: Promise<Uint8Array<ArrayBuffer>> | undefined;
  const work = async (): Promise<Answer> => {
    try {
      return withId(await callHandler(state, { request, response, seen, found, requestId, body }), requestId);
    } catch (error) {
      seen.error = error;
      return withId(errorAnswer(error, requestId), requestId);
    }
  };
  let worked: Promise<Answer> | undefined;
  const hit: Hit = {
    request,
    response,
    socket,
    url: state.url,
    paceMs: state.paceMs,
    requestId,
    answer: () => (worked ??= work()),
    again: work,
    send: (answer) => sendAnswer(response, answer),
  };
  try {
    if (outcome === "ok") await hit.send(await hit.answer());
    else await faultOf(outcome).strike(hit);
  } catch {
    socket.destroy();
  }
}

const withId = (answer: Answer, requestId: string): Answer => ({
  ...answer,
  headers: { ...answer.headers, "x-request-id": requestId },
});
