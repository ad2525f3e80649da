import type { IncomingMessage } from "node:http";
import { validate } from "../../action/validate.ts";
import type { Wire } from "../../action/schema.ts";
import { type Answer, jsonAnswer } from "./answer.ts";
import { refusal } from "./error-answer.ts";
import { badResult, eventFrames } from "./event-frames.ts";
import { type Framing, linesFraming, sseFraming } from "./framing.ts";
import type { DownloadBody, Handler, HandlerContext } from "./handle.ts";
import { keepEvents, type KeptEvents } from "./keep-events.ts";
import { type Memory, nameRequest } from "./remember.ts";

/** One request to a handler, its parameters checked. */
export interface Call {
  readonly handler: Handler;
  readonly params: unknown;
  readonly context: HandlerContext;
  readonly requestId: string;
  readonly headers: IncomingMessage["headers"];
  readonly memory: Memory;
  readonly heartbeatMs: number;
  /** Counts a run of the handler. */
  readonly ran: () => void;
  /** Nobody will ask for this again: ends the handler's signal. */
  readonly giveUp: () => void;
}

const replayedHeader = { "idempotent-replayed": "true" };

/** Runs the handler, or finds what it gave for the same key before, and makes the answer of it. */
export async function carryOut(call: Call): Promise<Answer> {
  const { contract } = call.handler;
  if (contract.kind === "stream") {
    return streamAnswer(call, contract.event, sseFraming, contract.resumable !== undefined);
  }
  if (contract.kind === "lines") return streamAnswer(call, contract.line, linesFraming, false);
  if (contract.kind === "download") return downloadAnswer((await runHandler(call)) as DownloadBody);
  const { value, replayed } = await once(call, async () => {
    const result = await runHandler(call);
    return contract.kind === "list"
      ? checkPage(contract.name, contract.item, result)
      : check(contract.name, contract.result, result);
  });
  return jsonAnswer(value, 200, replayed ? replayedHeader : {});
}

function runHandler({ handler, params, context, ran }: Call): unknown {
  ran();
  return handler.run(params, context);
}

async function once<T>(call: Call, work: () => Promise<T>): Promise<{ value: T; replayed: boolean }> {
  const { handler, params, context, memory } = call;
  const key = context.idempotencyKey;
  if (key === undefined) return { value: await work(), replayed: false };
  return memory.once(key, nameRequest(handler.contract.name, params, context.body), work);
}

const check = (name: string, schema: Wire<unknown>, value: unknown, prefix = "") =>
  validate(schema, value, (sentence, param) => badResult(name, sentence, param), prefix);

async function checkPage(name: string, item: Wire<unknown>, page: unknown): Promise<unknown> {
  const { data, nextCursor = null } = Object(page) as { data?: unknown; nextCursor?: unknown };
  if (!Array.isArray(data)) throw badResult(name, "`data`: give a list.", "data");
  const checked: unknown[] = [];
  for (const [at, one] of data.entries()) checked.push(await check(name, item, one, `data.${at}.`));
  return { data: checked, nextCursor };
}

async function streamAnswer(
  call: Call,
  event: Wire<unknown>,
  framing: Framing,
  resumable: boolean,
): Promise<Answer> {
  const { handler, context, headers, requestId, heartbeatMs } = call;
  const { name } = handler.contract;
  const last = Number(headers["last-event-id"] ?? 0);
  if (!Number.isSafeInteger(last) || last < 0) {
    throw refusal(400, "invalid_event_id", "Last-Event-ID is no number that this server gave.");
  }
  const place = resumable ? last : 0;
  const { value: events, replayed } = await once(call, async () => {
    const kept: KeptEvents<unknown> = keepEvents(runHandler(call) as AsyncIterable<unknown>);
    context.signal.addEventListener("abort", kept.stop);
    return kept;
  });
  const frames = await eventFrames(events.from(place), {
    name,
    event,
    framing,
    firstId: resumable ? place + 1 : undefined,
    heartbeatMs,
    requestId,
  });
  // One that can be resumed under its key is waited for.
  const canComeBack = resumable && context.idempotencyKey !== undefined;
  return {
    status: 200,
    headers: { ...framing.headers, ...(replayed && replayedHeader) },
    body: frames,
    framing,
    left: canComeBack ? undefined : call.giveUp,
  };
}

function downloadAnswer(body: DownloadBody): Answer {
  const isText = typeof body === "string";
  const headers = { "content-type": isText ? "text/plain; charset=utf-8" : "application/octet-stream" };
  return { status: 200, headers, body: isText ? Buffer.from(body) : body };
}
