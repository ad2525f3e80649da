/** A stretch of a text, by character offsets. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

const FENCE = /^\s*(```|~~~)/;
/** Headings, table rows, rules, underlines of headings, lone tags and link definitions: not sentences. */
const NOISE = /^\s*(#{1,6}\s|\||[-*_=]{3,}\s*$|<[^>]*>\s*$|\[[^\]]+\]:\s)/;
/** What may stand before the words of a list item or a quotation. */
const MARKER = /^\s*(>\s?|[-*+•]\s+|\d{1,3}[.)]\s+|\[[ xX]\]\s+)+/;

/**
 * Finds the running text in Markdown: lines of one paragraph together, each list item and quoted line
 * by itself without its marker; no code, headings or tables.
 */
export function proseStretches(text: string): Stretch[] {
  const found: { start: number; end: number }[] = [];
  let open: { start: number; end: number } | undefined;
  let fence: string | undefined;
  let start = 0;
  for (const line of text.split("\n")) {
    const end = start + line.length;
    const mark = FENCE.exec(line)?.[1];
    const inCode = fence !== undefined;
    if (mark !== undefined && (fence === undefined || fence === mark)) fence = inCode ? undefined : mark;
    const marker = MARKER.exec(line)?.[0] ?? "";
    if (inCode || mark !== undefined || line.trim() === "" || NOISE.test(line)) {
      open = undefined;
    } else if (open !== undefined && marker === "") {
      open.end = end;
    } else {
      open = { start: start + marker.length, end };
      found.push(open);
    }
    start = end + 1;
  }
  return found;
}
