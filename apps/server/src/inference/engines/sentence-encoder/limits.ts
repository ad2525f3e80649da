/** The model's id, as callers name it. */
export const MODEL_ID = "universal-sentence-encoder-lite";

/** Numbers in one vector. */
export const DIMENSIONS = 512;

/** Tokens the model reads at once; its position table ends there. */
export const WINDOW_TOKENS = 128;

/** Characters one text may have: about a minute of reading, seconds of work. */
export const MAX_CHARACTERS = 100_000;
