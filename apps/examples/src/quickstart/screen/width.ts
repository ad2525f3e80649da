const letters = new Intl.Segmenter();
const wide =
  /\p{Extended_Pictographic}|\p{Script=Han}|\p{Script=Hangul}|\p{Script=Hiragana}|\p{Script=Katakana}/u;

/** How many columns a terminal takes for a text: two for each wide letter, one for each other with its accents. */
export function columns(text: string): number {
  let sum = 0;
  for (const { segment } of letters.segment(text)) sum += wide.test(segment) ? 2 : 1;
  return sum;
}

/** As much of a text as fits, with an ellipsis where it was cut. */
export function shorten(text: string, width: number): string {
  if (columns(text) <= width) return text;
  let kept = "";
  for (const { segment } of letters.segment(text)) {
    if (columns(kept + segment) > width - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

/** The width to write in: the terminal's, at most 110, and 100 where there is none. */
export const screenWidth = () => Math.min(process.stdout.columns ?? 100, 110);
