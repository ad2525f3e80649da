/** One fenced code block of a page. */
export interface Snippet {
  /** The page, from the repository's root. */
  readonly page: string;
  /** Line of its opening fence, from 1. */
  readonly line: number;
  /** The words after the fence: `["ts", "run"]`. */
  readonly info: readonly string[];
  readonly code: string;
  /** The reason given above it in `<!-- not checked: reason -->`. */
  readonly reason: string | undefined;
}

/** Every fenced block of a Markdown page. */
export function extract(page: string, text: string): Snippet[] {
  const lines = text.split("\n");
  const snippets: Snippet[] = [];
  for (let at = 0; at < lines.length; at++) {
    const fence = /^(\s*)(`{3,})\s*([^`]*)$/.exec(lines[at] ?? "");
    if (fence === null) continue;
    const [, indent = "", ticks = "", info = ""] = fence;
    const start = at;
    const code: string[] = [];
    while (++at < lines.length && !(lines[at] ?? "").trimStart().startsWith(ticks)) {
      code.push((lines[at] ?? "").slice(indent.length));
    }
    const words = info.trim().split(/\s+/).filter(Boolean);
    snippets.push({
      page,
      line: start + 1,
      info: words,
      code: code.join("\n"),
      reason: reasonAbove(lines, start),
    });
  }
  return snippets;
}

function reasonAbove(lines: readonly string[], fence: number): string | undefined {
  let above = fence - 1;
  while (above >= 0 && (lines[above] ?? "").trim() === "") above--;
  return /<!--\s*not checked:\s*(\S.*?)\s*-->/.exec(lines[above] ?? "")?.[1];
}
