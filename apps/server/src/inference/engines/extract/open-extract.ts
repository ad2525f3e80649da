import { EngineError } from "../../../engine-error.ts";
import type {
  ChatEngine,
  ChatPart,
  ChatRequest,
  ChatTurn,
  EmbeddingEngine,
  ModelInfo,
} from "../../engine.ts";
import { countTokens } from "../sentence-encoder/text/count-tokens.ts";
import { noContext, nothingFits, quoteAnswer } from "./answer.ts";
import { chooseSentences } from "./choose.ts";
import { readConversation } from "./conversation.ts";
import { cutAtStop, cutAtTokens, pieces } from "./cut.ts";
import { rankSentences } from "./rank.ts";
import { sentencesOf } from "./sentences.ts";

const MODEL_ID = "extract";
/** Characters of all messages together: counting and cutting them takes a moment of the server's own thread. */
const MAX_CHARACTERS = 200_000;

const MODEL: ModelInfo = {
  id: MODEL_ID,
  kind: "chat",
  ownedBy: "platform",
  description:
    "Generates nothing: answers by quoting, word for word and with sources, the up to three sentences " +
    "of the given context that fit the question best. English.",
};

/**
 * Opens the chat model that needs no language model: it quotes the context given in the conversation.
 * The encoder stays the caller's: closing this engine does not close it. Temperature, `topP` and seed make
 * no difference, the same conversation always gets the same answer. Counts are in the encoder's tokens.
 */
export function openExtract(options: { readonly encoder: EmbeddingEngine }): ChatEngine {
  let closed = false;
  countTokens(""); // reads the vocabulary now, not in the first answer
  return {
    name: MODEL_ID,
    models: [MODEL],
    async *chat(request, signal): AsyncGenerator<ChatPart, void, void> {
      signal.throwIfAborted();
      if (closed) throw new EngineError("unavailable", "The model extract is closed.");
      check(request);
      const whole = cutAtStop(await answer(options.encoder, request.messages, signal), request.stop);
      const text = cutAtTokens(whole, request.maxTokens ?? Number.POSITIVE_INFINITY);
      for (const piece of pieces(text)) {
        signal.throwIfAborted();
        yield { type: "text", text: piece };
      }
      yield {
        type: "finish",
        reason: text === whole ? "stop" : "length",
        promptTokens: request.messages.reduce((sum, { content }) => sum + countTokens(content), 0),
        completionTokens: countTokens(text),
      };
    },
    async close() {
      closed = true;
    },
  };
}

async function answer(
  encoder: EmbeddingEngine,
  messages: readonly ChatTurn[],
  signal: AbortSignal,
): Promise<string> {
  const { question, passages } = readConversation(messages);
  const sentences = passages.flatMap(sentencesOf);
  if (sentences.length === 0) return noContext();
  const chosen = chooseSentences(await rankSentences(encoder, question, sentences, signal));
  return chosen.length === 0 ? nothingFits(passages.length) : quoteAnswer(chosen);
}

function check(request: ChatRequest): void {
  if (request.model !== MODEL_ID)
    throw new EngineError("not_found", `This engine serves ${MODEL_ID} only.`, { param: "model" });
  if (request.jsonSchema !== undefined) {
    const message = "The model extract only quotes and cannot follow a JSON schema; use another model.";
    throw new EngineError("invalid_input", message, { param: "response_format" });
  }
  const size = request.messages.reduce((sum, { content }) => sum + content.length, 0);
  if (size <= MAX_CHARACTERS) return;
  const message = `The messages have ${size} characters; the model extract reads at most ${MAX_CHARACTERS}.`;
  throw new EngineError("invalid_input", message, { param: "messages" });
}
