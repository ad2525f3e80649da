import type { ChatPart, ChatRequest } from "../../../engine.ts";

export type Finish = Extract<ChatPart, { type: "finish" }>;

export interface Answer {
  readonly texts: readonly string[];
  readonly text: string;
  readonly finish: Finish;
}

/** A question, for tests to vary. */
export function ask(model: string, more: Partial<ChatRequest> = {}): ChatRequest {
  return { model, messages: [{ role: "user", content: "hello" }], temperature: 0, ...more };
}

/** Reads an answer to its end; throws unless it has exactly one finish, and that last. */
export async function collect(parts: AsyncIterable<ChatPart>): Promise<Answer> {
  const texts: string[] = [];
  let finish: Finish | undefined;
  for await (const part of parts) {
    if (finish !== undefined) throw new Error("A part after the finish");
    if (part.type === "text") texts.push(part.text);
    else if (part.type === "finish") finish = part;
  }
  if (finish === undefined) throw new Error("No finish");
  return { texts, text: texts.join(""), finish };
}
