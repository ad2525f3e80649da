import { createParser } from "eventsource-parser";
import * as v from "valibot";
import { EngineError } from "../../../engine-error.ts";
import type { ChatPart, ChatRequest, FinishReason } from "../../engine.ts";
import { type Completion, completion, estimateTokens, finishReason } from "./chat-wire.ts";
import type { Reply } from "./send.ts";
import type { Upstream } from "./upstream.ts";
import { streamErrorOf } from "./upstream-error.ts";

/**
 * An upstream's answer as parts: from a stream, or from a whole completion when the upstream does not stream.
 * @throws {EngineError} `upstream_failed` when the answer ends without saying that it is complete.
 */
export async function* readAnswer(
  upstream: Upstream,
  request: ChatRequest,
  reply: Reply,
): AsyncGenerator<ChatPart, void, undefined> {
  let reason: FinishReason | undefined;
  let complete = false;
  let characters = 0;
  let usage: Completion["usage"];
  const chunks = reply.contentType.includes("json")
    ? [JSON.stringify(await reply.json())]
    : dataOf(upstream, reply.text());
  for await (const data of chunks) {
    if (data === "[DONE]") {
      complete = true;
      break;
    }
    const chunk = parse(upstream, data);
    usage = chunk.usage ?? usage;
    // Some count along.
    const completionTokens = chunk.usage?.completion_tokens ?? undefined;
    for (const choice of chunk.choices ?? []) {
      if ((choice.index ?? 0) !== 0) continue;
      const said = choice.delta ?? choice.message;
      const hidden = [said?.reasoning_content, said?.reasoning].find((one) => typeof one === "string" && one);
      if (hidden) yield { type: "hidden", text: String(hidden), completionTokens };
      const text = choice.delta?.content ?? choice.message?.content ?? "";
      characters += text.length;
      if (text !== "") yield { type: "text", text, completionTokens };
      if (choice.finish_reason) reason = finishReason(choice.finish_reason);
    }
  }
  if (reason === undefined && !complete) {
    throw new EngineError(
      "upstream_failed",
      `The upstream ${upstream.name} ended its answer before it was complete.`,
    );
  }
  const asked = request.messages.reduce((sum, message) => sum + message.content.length, 0);
  yield {
    type: "finish",
    reason: reason ?? "stop",
    promptTokens: usage?.prompt_tokens ?? estimateTokens(asked),
    completionTokens: usage?.completion_tokens ?? estimateTokens(characters),
  };
}

/** Longest event we hold in memory. */
const EVENT_CHARACTERS = 8 * 1024 * 1024;

/** The data of every event, in order, however the pieces are cut. */
async function* dataOf(
  upstream: Upstream,
  pieces: AsyncIterable<string>,
): AsyncGenerator<string, void, undefined> {
  const ready: string[] = [];
  let tooLong = false;
  const parser = createParser({
    maxBufferSize: EVENT_CHARACTERS,
    onEvent: (event) => ready.push(event.data),
    onError: (error) => {
      tooLong ||= error.type === "max-buffer-size-exceeded";
    },
  });
  for await (const piece of pieces) {
    parser.feed(piece);
    yield* ready.splice(0);
    if (tooLong)
      throw new EngineError("upstream_failed", `The upstream ${upstream.name} sent an endless event.`);
  }
  // The blank line after the last event is often forgotten.
  parser.feed("\n\n");
  yield* ready.splice(0);
}

function parse(upstream: Upstream, data: string): Completion {
  let json: unknown;
  try {
    json = JSON.parse(data);
  } catch {
    throw new EngineError("upstream_failed", `The upstream ${upstream.name} sent an event that is not JSON.`);
  }
  const chunk = v.safeParse(completion, json);
  if (!chunk.success) {
    throw new EngineError(
      "upstream_failed",
      `The upstream ${upstream.name} sent an event in an unknown shape.`,
    );
  }
  if (chunk.output.error !== undefined && chunk.output.error !== null)
    throw streamErrorOf(upstream, chunk.output.error);
  return chunk.output;
}
