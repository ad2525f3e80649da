import { marked, type Token, type Tokens } from "marked";
import { createOutline, type Document, type Outline } from "./outline.ts";
import { textOfHtml } from "./parse-html.ts";

/** Markdown: its prose without the signs, headings apart. */
export function parseMarkdown(content: string): Document {
  const outline = createOutline();
  const [, front = "", body = content] = /^---\r?\n([\s\S]*?)\r?\n---\r?\n([\s\S]*)$/.exec(content) ?? [];
  const [, title] = /^title:\s*["']?(.*?)["']?\s*$/m.exec(front) ?? [];
  if (title !== undefined) outline.title(title);
  for (const token of marked.lexer(body)) block(token, outline);
  return outline.done();
}

function block(token: Token, outline: Outline): void {
  switch (token.type) {
    case "heading":
      return outline.heading((token as Tokens.Heading).depth, inline(token.tokens));
    case "paragraph":
      return outline.paragraph(inline(token.tokens));
    case "text":
      return outline.paragraph(token.tokens ? inline(token.tokens) : readable(token.raw));
    case "code":
      return outline.paragraph((token as Tokens.Code).text);
    case "html":
      return outline.paragraph(textOfHtml(token.raw));
    case "blockquote":
      return void token.tokens?.forEach((inner) => block(inner, outline));
    case "list":
      return list(token as Tokens.List, outline, "");
    case "table":
      return table(token as Tokens.Table, outline);
    default:
      return undefined;
  }
}

/** An item a paragraph; lists within it follow, set in. */
function list(token: Tokens.List, outline: Outline, indent: string): void {
  token.items.forEach((item, at) => {
    const mark = token.ordered ? `${Number(token.start || 1) + at}.` : "-";
    const own = item.tokens.filter(({ type }) => type !== "list");
    const lines = own.map((inner) => (inner.type === "code" ? (inner as Tokens.Code).text : inline([inner])));
    outline.paragraph(`${indent}${mark} ${lines.filter(Boolean).join("\n")}`);
    for (const inner of item.tokens)
      if (inner.type === "list") list(inner as Tokens.List, outline, `${indent}  `);
  });
}

/** A row a paragraph, each cell with its column's name; empty ones are left out. */
function table({ header, rows }: Tokens.Table, outline: Outline): void {
  const names = header.map(({ tokens }) => inline(tokens));
  for (const row of rows) {
    const cells = row.map(({ tokens }, at) => {
      const cell = inline(tokens).trim();
      return cell === "" || !names[at] ? cell : `${names[at]}: ${cell}`;
    });
    outline.paragraph(cells.filter(Boolean).join("; "));
  }
}

function inline(tokens: readonly Token[] | undefined): string {
  return (tokens ?? []).map(word).join("");
}

function word(token: Token): string {
  if (token.type === "br") return "\n";
  if (token.type === "codespan" || token.type === "escape") return (token as Tokens.Codespan).text;
  if (token.type === "image") return (token as Tokens.Image).text;
  if (token.type === "html") return textOfHtml(token.raw);
  if ("tokens" in token && token.tokens) return inline(token.tokens);
  return readable("text" in token ? String(token.text) : token.raw);
}

/** Markdown leaves entities for HTML to read; a lone `<` is no tag here. */
function readable(text: string): string {
  return (text.includes("&") ? textOfHtml(text.replaceAll("<", "&lt;")) : text).replaceAll(/\s*\n\s*/g, " ");
}
