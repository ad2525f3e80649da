import type { EmbeddingEngine, ModelInfo } from "../../engine.ts";
import { checkTexts } from "./check-texts.ts";
import { DIMENSIONS, MODEL_ID, WINDOW_TOKENS } from "./limits.ts";
import { supervise } from "./thread/supervisor.ts";

const MODEL: ModelInfo = {
  id: MODEL_ID,
  kind: "embedding",
  ownedBy: "platform",
  description:
    "Embeds English text as 512 numbers. It reads at most 128 tokens at once: " +
    "a longer text is cut into pieces whose vectors are averaged, which blurs detail.",
  dimensions: DIMENSIONS,
  maxTokens: WINDOW_TOKENS,
};

/** Where the converted model is kept; the folder is made when missing. */
export interface SentenceEncoderOptions {
  readonly cacheDir: string;
}

/**
 * Opens the embedded sentence encoder and waits until it can answer. The first start converts the packaged
 * weights into `cacheDir` (28 MB); later ones only check that file. The model runs in a thread of its own:
 * when that dies, the calls it held fail with `unavailable` and it is started again.
 * @throws {EngineError} `unavailable` when the model cannot be loaded.
 */
export async function openSentenceEncoder(options: SentenceEncoderOptions): Promise<EmbeddingEngine> {
  // The runtime would else report its use to its maker. Read when its library is loaded, in whichever thread.
  process.env["ORT_DISABLE_TELEMETRY"] = "1";
  const thread = await supervise(options.cacheDir);
  return {
    name: "sentence-encoder",
    models: [MODEL],
    async embed(model, texts, signal) {
      signal.throwIfAborted();
      checkTexts(model, texts);
      if (texts.length === 0) return { vectors: [], tokens: 0 };
      const { vectors, tokens } = await thread.encode(texts, signal);
      // Each vector gets memory of its own, so keeping one does not keep them all.
      return { vectors: texts.map((_, i) => vectors.slice(i * DIMENSIONS, (i + 1) * DIMENSIONS)), tokens };
    },
    close: () => thread.close(),
  };
}
