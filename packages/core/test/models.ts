import * as v from "valibot";
import * as core from "../src/index.ts";

/** Operations of OpenAI's shape, for the tests: any parameters, any answer. */

type Anything = Record<string, unknown>;
const anything = core.wire<Anything>(() => v.record(v.string(), v.unknown()));
const shared = { scope: "test:write", params: anything };

const ask = (name: string, route: core.Route): core.Action<Anything, Anything> =>
  core.defineAction({ ...shared, name, route, result: anything });

const flow = (name: string, route: core.Route): core.StreamAction<Anything, Anything> =>
  core.defineStream({ ...shared, name, route, event: anything, constants: { stream: true } });

export const chat: core.Action<Anything, Anything> = ask("chat", "POST /v1/chat/completions");
export const complete: core.Action<Anything, Anything> = ask("complete", "POST /v1/completions");
export const embed: core.Action<Anything, Anything> = ask("embed", "POST /v1/embeddings");
export const respond: core.Action<Anything, Anything> = ask("respond", "POST /v1/responses");
export const work: core.Action<Anything, Anything> = ask("work", "POST /v1/agents/{agent}/runs");
export const streamChat: core.StreamAction<Anything, Anything> = flow(
  "streamChat",
  "POST /v1/chat/completions",
);
export const streamResponse: core.StreamAction<Anything, Anything> = flow(
  "streamResponse",
  "POST /v1/responses",
);

/** An answer as OpenAI's servers give it. */
export const completion = (said: string): Anything => ({
  id: "chatcmpl-1",
  object: "chat.completion",
  model: "small-2026",
  choices: [{ index: 0, message: { role: "assistant", content: said }, finish_reason: "stop" }],
  usage: {
    prompt_tokens: 100,
    completion_tokens: 20,
    total_tokens: 120,
    prompt_tokens_details: { cached_tokens: 60, audio_tokens: 3 },
    completion_tokens_details: { reasoning_tokens: 7, audio_tokens: 2 },
  },
});

const chunk = (more: Anything): string =>
  `data: ${JSON.stringify({ id: "chatcmpl-2", object: "chat.completion.chunk", model: "small-2026", ...more })}\n\n`;

/** A piece of a streamed answer; without text its beginning, which says the role only. */
export const piece = (content?: string): string =>
  chunk({
    choices: [{ index: 0, delta: { role: "assistant", content: content ?? "" }, finish_reason: null }],
  });

/** The reason why it ends, then what it used, then the end of the stream. */
export const ending: string = [
  chunk({ choices: [{ index: 0, delta: {}, finish_reason: "length" }] }),
  chunk({ choices: [], usage: { prompt_tokens: 9, completion_tokens: 4, total_tokens: 13 } }),
  "data: [DONE]\n\n",
].join("");
