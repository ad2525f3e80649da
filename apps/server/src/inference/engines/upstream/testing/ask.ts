import type { ChatPart, ChatRequest } from "../../../engine.ts";

/** A question, for tests to vary. */
export function ask(more: Partial<ChatRequest> = {}): ChatRequest {
  return { model: "m", messages: [{ role: "user", content: "hello there" }], ...more };
}

/** All parts of an answer. */
export async function collect(parts: AsyncIterable<ChatPart>): Promise<ChatPart[]> {
  const all: ChatPart[] = [];
  for await (const part of parts) all.push(part);
  return all;
}

/** The text of an answer's parts, joined. */
export function textOf(parts: readonly ChatPart[]): string {
  return parts.map((part) => (part.type === "text" ? part.text : "")).join("");
}
