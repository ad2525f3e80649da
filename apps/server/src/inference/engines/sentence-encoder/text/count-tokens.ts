import { createTokenizer, type Tokenize } from "./tokenizer.ts";
import { readVocabulary } from "./vocabulary.ts";

let tokenize: Tokenize | undefined;

/**
 * Counts the tokens of a text exactly as the sentence encoder reads it.
 * Synchronous; the vocabulary is read at the first call.
 */
export function countTokens(text: string): number {
  tokenize ??= createTokenizer(readVocabulary());
  return tokenize(text).length;
}
