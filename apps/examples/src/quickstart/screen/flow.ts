import { plain } from "./style.ts";
import { columns, screenWidth } from "./width.ts";

type Style = (text: string) => string;

/**
 * Text as it comes, broken at words so that it fits the screen, every row indented. A word is written once it is
 * whole; line breaks are kept, several spaces are one.
 */
export function flow(indent = "   ", style: Style = (text) => text) {
  const { stdout } = process;
  let used = 0;
  let word = "";
  const put = () => {
    if (word === "") return;
    const width = columns(word);
    const fits = indent.length + used + 1 + width <= screenWidth();
    if (used > 0 && !fits) {
      stdout.write("\n");
      used = 0;
    }
    stdout.write((used === 0 ? indent : " ") + style(word));
    used += width + (used === 0 ? 0 : 1);
    word = "";
  };
  const breakRow = () => {
    put();
    stdout.write("\n");
    used = 0;
  };
  return {
    write(text: string): void {
      for (const part of text.split(/(\s)/)) {
        if (part === "\n") breakRow();
        else if (/^\s$/.test(part)) put();
        else word += plain(part);
      }
    },
    end: breakRow,
  };
}

/** A text that is there as a whole, as one paragraph. */
export function paragraph(text: string, indent?: string, style?: Style): void {
  const words = flow(indent, style);
  words.write(text.replace(/\s+/g, " ").trim());
  words.end();
}
