import type { Sentence } from "./sentences.ts";

const NATURE = "(extract quotes; it generates no text of its own.)";
const HOW =
  'Give it as <passage id="1" source="name">…</passage> in a message, or as paragraphs before the question.';

/** The whole answer: each quoted sentence with its passage, then the sources. */
export function quoteAnswer(sentences: readonly Sentence[]): string {
  const quotes = sentences.map(({ text, passage }) => `"${text}" [${passage.label}]`);
  const sources = new Set(sentences.map(({ passage }) => `[${passage.label}] ${passage.source}`));
  return `From the given passages:\n\n${quotes.join("\n")}\n\nSources: ${[...sources].join(", ")}\n\n${NATURE}`;
}

/** The answer when nothing fits. */
export function nothingFits(passages: number): string {
  const given = passages === 1 ? "the given passage" : `the ${passages} given passages`;
  return `Nothing in ${given} fits the question well enough to quote.\n\n${NATURE}`;
}

/** The answer when there is nothing to quote from. */
export function noContext(): string {
  return `There is no context to quote from. ${HOW}\n\n${NATURE}`;
}
