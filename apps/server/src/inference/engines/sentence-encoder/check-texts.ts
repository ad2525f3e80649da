import { EngineError } from "../../../engine-error.ts";
import { MAX_CHARACTERS, MODEL_ID } from "./limits.ts";

/** @throws {EngineError} `not_found` for another model, `invalid_input` for an empty or overlong text. */
export function checkTexts(model: string, texts: readonly string[]): void {
  if (model !== MODEL_ID)
    throw new EngineError("not_found", `This engine serves ${MODEL_ID} only.`, { param: "model" });
  for (const [i, text] of texts.entries()) {
    if (text === "") throw new EngineError("invalid_input", `Text ${i} is empty.`, { param: "input" });
    if (text.length <= MAX_CHARACTERS) continue;
    const message = `Text ${i} has ${text.length} characters; at most ${MAX_CHARACTERS} are read. Split it.`;
    throw new EngineError("invalid_input", message, { param: "input" });
  }
}
