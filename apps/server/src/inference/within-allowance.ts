import type { Allowance } from "../http/operation.ts";
import type { AnswerCount } from "./answer-count.ts";
import type { ChatPart } from "./engine.ts";

type Finish = Extract<ChatPart, { type: "finish" }>;

/** What callers are shown of an answer, and are to pay. */
export type Answered =
  | { readonly type: "text"; readonly text: string }
  /** `limited`: what was set aside is paid, though the engine used more. */
  | (Finish & { readonly limited: boolean });

/**
 * Ends an answer, and the engine's work on it, where what budgets have set aside is used up, whatever the engine was told
 * or counts: of an upstream nobody knows whether it heeds a limit, or what it thinks beyond that. Counts as it goes.
 */
export async function* withinAllowance(
  parts: AsyncIterable<ChatPart>,
  allowance: Allowance | undefined,
  count: AnswerCount,
  askedTokens: number,
): AsyncGenerator<Answered, void, undefined> {
  const most = (unit: string) => Number(allowance?.units[unit] ?? Number.POSITIVE_INFINITY);
  const [prompt, answer] = [most("input_token"), most("output_token")];
  for await (const part of parts) {
    if (part.type === "finish") {
      const promptTokens = Math.min(part.promptTokens, prompt);
      const completionTokens = Math.min(part.completionTokens, answer);
      const limited = promptTokens < part.promptTokens || completionTokens < part.completionTokens;
      yield { ...part, promptTokens, completionTokens, limited };
      return;
    }
    count.add(part);
    if (count.fewest > answer) {
      const promptTokens = Math.min(askedTokens, prompt);
      yield { type: "finish", reason: "length", promptTokens, completionTokens: answer, limited: true };
      return;
    }
    if (part.type === "text") yield { type: "text", text: part.text };
  }
}
