import type { EmbeddingEngine } from "../../engine.ts";
import type { Sentence } from "./sentences.ts";
import { overlaps } from "./words.ts";

export interface Ranked {
  readonly sentence: Sentence;
  readonly score: number;
}

/** Sentences compared by meaning at most; of more, those that share most words with the question. */
const COMPARED = 512;
const OVERLAP_SHARE = 0.3;
const FRAGMENT_LOSS = 0.05;

/**
 * Scores how well each sentence fits the question: the cosine of their vectors, plus up to 0.3 for shared
 * words, less 0.05 when it is no whole sentence. Order is kept.
 */
export async function rankSentences(
  encoder: EmbeddingEngine,
  question: string,
  sentences: readonly Sentence[],
  signal: AbortSignal,
): Promise<Ranked[]> {
  const shares = overlaps(
    question,
    sentences.map((sentence) => sentence.text),
  );
  const compared = sentences
    .map((sentence, at) => ({ sentence, at, share: shares[at] ?? 0 }))
    .toSorted((a, b) => b.share - a.share)
    .slice(0, COMPARED)
    .toSorted((a, b) => a.at - b.at);
  const model = encoder.models[0]?.id ?? "";
  const texts = [question, ...compared.map(({ sentence }) => plain(sentence.text))];
  const { vectors } = await encoder.embed(model, texts, signal);
  const [asked, ...rest] = vectors;
  return compared.map(({ sentence, share }, i) => {
    const cosine = dot(asked ?? new Float32Array(), rest[i] ?? new Float32Array());
    return { sentence, score: cosine + OVERLAP_SHARE * share - (sentence.whole ? 0 : FRAGMENT_LOSS) };
  });
}

/** The words without Markdown's emphasis, code marks and link addresses. */
function plain(text: string): string {
  const words = text.replaceAll(/\]\([^()\s]*\)/g, "").replaceAll(/[*_`[\]]/g, "");
  return words.trim() === "" ? text : words;
}

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, x, i) => sum + x * (b[i] ?? 0), 0);
}
