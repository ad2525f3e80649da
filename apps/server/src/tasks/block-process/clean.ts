/** Text as the database can keep it: without NUL, and with whole characters only. */
export const cleanText = (text: string): string => text.replaceAll(/[\0\p{Surrogate}]/gu, "\uFFFD");

/** The same for every text within a value; what JSON cannot say is dropped. */
export function cleanJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value ?? {}), (_, part: unknown) =>
    typeof part === "string" ? cleanText(part) : part,
  );
}
