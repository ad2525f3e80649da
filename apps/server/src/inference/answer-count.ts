import { fewestTokens } from "../http/meter/token-bounds.ts";
import type { ChatPart } from "./engine.ts";

/** What an answer has used so far: the engine's own count where it tells one, and what can be told of the text since. */
export interface AnswerCount {
  add(part: Exclude<ChatPart, { type: "finish" }>): void;
  /** Surely so many. */
  readonly fewest: number;
  /** Probably so many: of what nobody counted, a token is taken to be four characters long. */
  readonly likely: number;
}

export function countAnswer(): AnswerCount {
  let told = 0;
  let [parts, bytes, characters] = [0, 0, 0];
  return {
    add({ text, completionTokens = 0 }) {
      if (completionTokens > told) {
        told = completionTokens;
        [parts, bytes, characters] = [0, 0, 0];
        return;
      }
      if (text === "") return;
      parts++;
      bytes += Buffer.byteLength(text);
      characters += text.length;
    },
    get fewest() {
      return told + fewestTokens({ parts, bytes });
    },
    get likely() {
      return told + Math.ceil(characters / 4);
    },
  };
}
