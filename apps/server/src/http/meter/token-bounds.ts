/** Marks at either end of a text, and what a model's template puts around a message; those of known ones are fewer. */
const tokensAText = 16;
/** A system prompt that templates add by themselves. */
const tokensAConversation = 64;

export interface TokenBounds {
  readonly likely: number;
  readonly worst: number;
}

/** Tokens of texts, between what is usual and what is possible: a token is about four characters, and never less than a byte. */
export function boundTokens(texts: readonly string[]): TokenBounds {
  const characters = texts.reduce((sum, text) => sum + text.length, 0);
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  return {
    likely: Math.max(texts.length, Math.ceil(characters / 4)),
    worst: bytes + tokensAText * texts.length,
  };
}

/** The same for a conversation, which the model's own template adds to. */
export function boundConversation(texts: readonly string[]): TokenBounds {
  const { likely, worst } = boundTokens(texts);
  return {
    likely: likely + 4 * texts.length,
    worst: worst + tokensAConversation,
  };
}

/** Texts of which a token is longer on average are not written by models. */
const longestToken = 8;

/** The fewest tokens that parts of an answer can have: none is sent for less than one. */
export const fewestTokens = (texts: { readonly parts: number; readonly bytes: number }): number =>
  Math.max(texts.parts, Math.ceil(texts.bytes / longestToken));

/** Says where the bounds come from. */
export const tokenNote =
  "Tokens are not counted: the likely number is a quarter of the characters, the worst is the bytes and what templates add.";
