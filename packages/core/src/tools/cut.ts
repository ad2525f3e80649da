/** Most characters of a result, where nothing else is said. */
export const defaultMaxChars = 20_000;

/** A result as a model reads it: text as it is, anything else as JSON. */
export const toText = (value: unknown): string =>
  typeof value === "string" ? value : (JSON.stringify(value) ?? "Done.");

/** The text, or its beginning and a plain notice that there was more. */
export function cut(text: string, maxChars: number = defaultMaxChars): string {
  if (text.length <= maxChars) return text;
  // Never between the two halves of one character.
  const end = /[\ud800-\udbff]/.test(text.charAt(maxChars - 1)) ? maxChars - 1 : maxChars;
  return `${text.slice(0, end)}\n[Cut off after ${end} characters: the result is longer. Ask for less at a time.]`;
}
