import { EngineError } from "../../../engine-error.ts";
import type { ChatEngine, ChatPart, ChatRequest, ModelInfo } from "../../engine.ts";
import { type Quirks, toWire } from "./chat-wire.ts";
import { readAnswer } from "./read-answer.ts";
import { type Reply, send } from "./send.ts";
import type { Upstream } from "./upstream.ts";

/** Chat through an upstream. Closing fails the calls under way. */
export function upstreamChat(upstream: Upstream, models: readonly ModelInfo[]): ChatEngine {
  const closing = new AbortController();
  const quirks: Quirks = { noStreamOptions: false, completionTokens: false };

  async function* chat(request: ChatRequest, signal: AbortSignal): AsyncGenerator<ChatPart, void, undefined> {
    if (!models.some(({ id }) => id === request.model)) {
      throw new EngineError("not_found", `The upstream ${upstream.name} has no model ${request.model}.`, {
        param: "model",
      });
    }
    const reply = await ask(upstream, request, quirks, AbortSignal.any([signal, closing.signal]));
    yield* readAnswer(upstream, request, reply);
  }

  return {
    name: upstream.name,
    models,
    chat,
    async close() {
      closing.abort(
        new EngineError(
          "unavailable",
          `The upstream ${upstream.name} was closed: the server is shutting down.`,
        ),
      );
    },
  };
}

/** Asks again without what the upstream refused, once per parameter, and remembers it. */
async function ask(
  upstream: Upstream,
  request: ChatRequest,
  quirks: Quirks,
  signal: AbortSignal,
): Promise<Reply> {
  // Other calls may learn more meanwhile: what counts is what this one sent.
  const sent = { ...quirks };
  try {
    return await send(upstream, "/chat/completions", toWire(request, sent), signal);
  } catch (error) {
    if (!(error instanceof EngineError) || error.code !== "invalid_input") throw error;
    if (!sent.noStreamOptions && error.message.includes("stream_options")) quirks.noStreamOptions = true;
    else if (!sent.completionTokens && error.message.includes("max_completion_tokens"))
      quirks.completionTokens = true;
    else throw error;
    return await ask(upstream, request, quirks, signal);
  }
}
