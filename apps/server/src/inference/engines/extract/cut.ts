import { countTokens } from "../sentence-encoder/text/count-tokens.ts";

/** Ends the text before the first stop string in it. */
export function cutAtStop(text: string, stops: readonly string[] = []): string {
  const ends = stops.filter((stop) => stop !== "").map((stop) => text.indexOf(stop));
  return text.slice(0, Math.min(text.length, ...ends.filter((end) => end >= 0)));
}

/** The longest start of the text that has at most `most` tokens; never half a character. */
export function cutAtTokens(text: string, most: number): string {
  if (countTokens(text) <= most) return text;
  const characters = [...text];
  const start = (length: number) => characters.slice(0, length).join("");
  let fits = 0;
  let tooLong = characters.length;
  while (tooLong - fits > 1) {
    const middle = (fits + tooLong) >> 1;
    if (countTokens(start(middle)) <= most) fits = middle;
    else tooLong = middle;
  }
  return start(fits);
}

/** Cuts a text into words with the space after them; joined, they are the text again. */
export function pieces(text: string): string[] {
  return text.match(/\s*\S+\s*/g) ?? (text === "" ? [] : [text]);
}
