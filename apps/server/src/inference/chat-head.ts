import { newId } from "../store/new-id.ts";
import type { ModelInfo } from "./engine.ts";

/** What an answer and every chunk of it begin with. The id is OpenAI's kind; `created` is in Unix seconds. */
export const chatHead = ({ id: model }: ModelInfo) => ({
  id: newId("chatcmpl").replace("_", "-"),
  created: Math.floor(Date.now() / 1000),
  model,
});
