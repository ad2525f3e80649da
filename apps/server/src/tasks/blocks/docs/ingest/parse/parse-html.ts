import { Parser } from "htmlparser2";
import { createOutline, type Document } from "./outline.ts";

/** What is not there to be read. */
const silent = new Set([
  "script",
  "style",
  "noscript",
  "template",
  "svg",
  "nav",
  "select",
  "button",
  "iframe",
]);

/** What ends the line it stands in. */
const blocks = new Set(
  (
    "address article aside blockquote body br dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 " +
    "h4 h5 h6 head header hr html li main ol p pre section summary table tbody td tfoot th thead tr ul"
  ).split(" "),
);

/** HTML: the text of its blocks, without navigation, scripts and styles. */
export function parseHtml(content: string): Document {
  const outline = createOutline();
  let text = "";
  let muted = 0;
  let preformatted = 0;
  const end = (use: (line: string) => void = outline.paragraph) => {
    use(preformatted > 0 ? text : text.replaceAll(/\s+/g, " "));
    text = "";
  };
  const parser = new Parser({
    onopentag(name) {
      if (silent.has(name)) muted++;
      if (blocks.has(name) || name === "title") end();
      if (name === "pre") preformatted++;
      if (name === "li") text = "- ";
      if (name === "img") text += " ";
    },
    ontext(data) {
      if (muted === 0) text += data;
    },
    onclosetag(name) {
      if (silent.has(name)) muted--;
      if (name === "title") end(outline.title);
      else if (/^h[1-6]$/.test(name)) end((line) => outline.heading(Number(name[1]), line));
      else if (blocks.has(name)) end();
      if (name === "pre") preformatted--;
    },
  });
  parser.write(content);
  parser.end();
  end();
  return outline.done();
}

/** The text of a piece of HTML, on one line, with its entities read. */
export function textOfHtml(html: string): string {
  let text = "";
  const parser = new Parser({ ontext: (data) => void (text += data) });
  parser.write(html);
  parser.end();
  return text.replaceAll(/\s+/g, " ");
}
