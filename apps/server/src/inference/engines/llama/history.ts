import type { ChatHistoryItem } from "node-llama-cpp";
import type { ChatTurn } from "../../engine.ts";

/**
 * The conversation as the runtime wants it, ending in an answer still to be written. Nothing is added: no system
 * prompt that the caller did not send. A tool's answer is shown to the model as a user's turn.
 */
export function toHistory(turns: readonly ChatTurn[]): ChatHistoryItem[] {
  const history = turns.map((turn): ChatHistoryItem => {
    if (turn.role === "assistant") return { type: "model", response: [turn.content] };
    if (turn.role === "system" || turn.role === "developer") return { type: "system", text: turn.content };
    return { type: "user", text: turn.content };
  });
  return [...history, { type: "model", response: [] }];
}
