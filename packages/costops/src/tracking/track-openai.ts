import { readAnswers, type TrackedCall } from "./openai-answers.ts";
import type { Tracker } from "./usage-tracker.ts";

/** What is asked of a client: the official `openai` package has it from version 5 on. */
export interface OpenAILike {
  /** A method, so that any client's own options fit. */
  withOptions(options: { fetch: typeof fetch }): this;
}

/** How calls are written down. Every field is optional. */
export interface TrackOpenAIOptions {
  /** Who does the work. Default `"openai"`. */
  provider?: string | undefined;
  runId?: string | undefined;
  userId?: string | undefined;
  tags?: Readonly<Record<string, string>> | undefined;
  /**
   * Asks streamed chats for their usage (`stream_options.include_usage`) where the caller did not, and keeps the
   * additional chunk from the caller. Default `true`; `false` for servers that refuse the field: streams are then
   * recorded as not measured.
   */
  streamUsage?: boolean | undefined;
}

const operations: Readonly<Record<string, string>> = {
  "chat/completions": "createChatCompletion",
  completions: "createCompletion",
  embeddings: "createEmbedding",
  responses: "createResponse",
};

/**
 * A client like the given one whose chats, completions, embeddings and responses are tracked, streamed ones too. The
 * given one is left as it is. Works on what is sent and received, so every helper of the client is covered.
 *
 * @example
 * const openai = trackOpenAI(new OpenAI(), tracker);
 * await openai.chat.completions.create({ model: "gpt-4o", messages });
 */
export function trackOpenAI<C extends OpenAILike>(
  client: C,
  tracker: Tracker,
  options: TrackOpenAIOptions = {},
): C {
  const { provider = "openai", streamUsage = true, runId, userId, tags } = options;
  // Private to the type, not to the program: a client made with a fetch of its own keeps it.
  const send = (client as { fetch?: typeof fetch }).fetch ?? fetch;

  const tracked: typeof fetch = async (input, init) => {
    const path = /\/(chat\/completions|completions|embeddings|responses)$/.exec(pathOf(input))?.[1];
    const body = path === undefined ? undefined : objectIn(init?.body);
    if (path === undefined || body === undefined || init?.method?.toUpperCase() !== "POST")
      return send(input, init);
    const streamed = body["stream"] === true;
    const asked = (body["stream_options"] as { include_usage?: unknown } | null | undefined) ?? {};
    const adds = streamed && streamUsage && path.endsWith("completions") && asked.include_usage !== true;
    const call: TrackedCall = {
      ...{ provider, runId, userId, tags, hidesUsage: adds },
      operation: operations[path] ?? path,
      model: typeof body["model"] === "string" ? body["model"] : "unknown",
      startedAt: Date.now(),
      record: (event) => void tracker.record(event),
    };
    const sent = adds
      ? JSON.stringify({ ...body, stream_options: { ...asked, include_usage: true } })
      : undefined;
    return readAnswers(call, await send(input, sent === undefined ? init : withBody(init, sent)));
  };
  return client.withOptions({ fetch: tracked });
}

function pathOf(input: string | URL | Request): string {
  return new URL(input instanceof Request ? input.url : input, "http://localhost").pathname;
}

function objectIn(body: unknown): Record<string, unknown> | undefined {
  if (typeof body !== "string") return undefined;
  try {
    const read: unknown = JSON.parse(body);
    return typeof read === "object" && read !== null ? (read as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** The length is that of the body that was not sent. */
function withBody(init: RequestInit, body: string): RequestInit {
  const headers = new Headers(init.headers);
  headers.delete("content-length");
  return { ...init, headers, body };
}
