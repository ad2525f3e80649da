/** The header `Retry-After`, seconds or a date, in milliseconds from now; 0 when there is none that makes sense. */
export function readRetryAfter(header: string | string[] | undefined, now: number = Date.now()): number {
  const text = [header].flat()[0]?.trim() ?? "";
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1_000;
  // `Date.parse` makes dates of all sorts of text; HTTP has one form.
  const at = text.endsWith(" GMT") ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? 0 : Math.max(0, at - now);
}
