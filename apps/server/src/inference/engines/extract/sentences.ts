import type { Passage } from "./passage-blocks.ts";
import { proseStretches } from "./prose.ts";

/** Words that could answer, exactly as the passage has them. */
export interface Sentence {
  readonly passage: Passage;
  readonly text: string;
  /** Ends like a sentence and has the words for one; a label or list item may not. */
  readonly whole: boolean;
}

/** Quotes stay shorter than this; text without full stops is cut between words. */
const LONGEST = 500;
const SEGMENTER = new Intl.Segmenter("en", { granularity: "sentence" });
/** Endings after which the segmenter stops too early. */
const ABBREVIATION =
  /(?:^|[\s("])(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|St|No|Nos|Fig|vs|cf|approx|e\.g|i\.e|Inc|Ltd|Co|U\.S)\.\s*$/;

/** How orders to a model begin, as against facts for it. */
const ORDER =
  /^(You are|You're|You (must|should|will|can|only)|Your (task|job|role)|Act as|Answer|Respond|Reply)\b/;

/** Cuts a passage into its sentences, in order. Every one is a verbatim part of the passage. */
export function sentencesOf(passage: Passage): Sentence[] {
  return proseStretches(passage.text)
    .flatMap(({ start, end }) => cutSentences(passage.text.slice(start, end)))
    .flatMap(cutLong)
    .map((text) => text.trim())
    .filter((text) => /\p{L}/u.test(text) && !(passage.mayInstruct && ORDER.test(text)))
    .map((text) => ({ passage, text, whole: isWhole(text) }));
}

function cutSentences(text: string): string[] {
  // A line break inside a paragraph would end a sentence; a space of the same length does not.
  const flat = text.replaceAll(/[\n\r]/g, " ");
  const sentences: string[] = [];
  let start = 0;
  for (const { segment, index } of SEGMENTER.segment(flat)) {
    const end = index + segment.length;
    if (end < flat.length && ABBREVIATION.test(flat.slice(Math.max(start, end - 20), end))) continue;
    sentences.push(text.slice(start, end));
    start = end;
  }
  return sentences;
}

function cutLong(text: string): string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > LONGEST) {
    const space = rest.slice(0, LONGEST).search(/\s\S*$/);
    const end = space > 0 ? space : LONGEST;
    parts.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  return [...parts, rest];
}

function isWhole(text: string): boolean {
  return /[.!?…]["”’')\]*_`]*$/.test(text) && text.split(/\s+/).length >= 3;
}
