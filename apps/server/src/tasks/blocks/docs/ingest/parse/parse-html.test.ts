import { expect, test } from "vitest";
import { parse } from "./parse.ts";
import { parseHtml } from "./parse-html.ts";

test("the text of blocks by their headings, without what is not read", () => {
  const html = `<!doctype html><html><head><title>All of &lt;cats&gt;</title><style>p { color: red }</style></head>
    <body><nav><a href="/">Home</a></nav><h1>Cats &amp; dogs</h1><p>Cats
      <em>sleep</em> a lot.<br>Really.<script>alert("no")</script></p>
    <h2>Food</h2><ul><li>Fish</li><li>Birds</ul><pre>a
  b</pre><p></p><table><tr><td>1</td><td>2</td></tr></table>`;
  expect(parseHtml(html)).toEqual({
    title: "All of <cats>",
    parts: [
      { heading: ["Cats & dogs"], paragraphs: ["Cats sleep a lot.", "Really."] },
      { heading: ["Cats & dogs", "Food"], paragraphs: ["- Fish", "- Birds", "a\n  b", "1", "2"] },
    ],
  });
});

test("text is cut at empty lines, and a byte order mark is dropped", () => {
  expect(parse("text", "\uFEFFOne\r\nline.\r\n\r\n \r\nTwo.")).toEqual({
    title: undefined,
    parts: [{ heading: [], paragraphs: ["One\nline.", "Two."] }],
  });
});
