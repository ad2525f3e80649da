/** Words that say nothing of what a question is about. */
const STOP_WORDS = new Set(
  (
    "a about all am an and any are as at be been being but by can could did do does doing for from had has have " +
    "he her his how i if in into is it its may me might must my no not of on or our please she should so some " +
    "such tell than that the their them then there these they this those to us was we were what when where " +
    "which who whom whose why will with would you your"
  ).split(" "),
);

/** The words of a text that carry meaning, each once, in lower case and without common endings. */
export function contentWords(text: string): Set<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(words.filter((word) => !STOP_WORDS.has(word)).map(stem));
}

function stem(word: string): string {
  for (const ending of ["ing", "ed", "es", "s", "e"]) {
    if (word.endsWith(ending) && word.length - ending.length >= 3) return word.slice(0, -ending.length);
  }
  return word;
}

/**
 * For each text, how much of the question's content words it has, 0 to 1.
 * A word found in few of the texts counts for more: it tells them apart.
 */
export function overlaps(question: string, texts: readonly string[]): number[] {
  const asked = [...contentWords(question)];
  const sets = texts.map(contentWords);
  const weights = asked.map((word) =>
    Math.log(1 + texts.length / (1 + sets.filter((set) => set.has(word)).length)),
  );
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  return sets.map((set) => {
    const shared = weights.reduce((sum, weight, i) => sum + (set.has(asked[i] ?? "") ? weight : 0), 0);
    return all === 0 ? 0 : shared / all;
  });
}
