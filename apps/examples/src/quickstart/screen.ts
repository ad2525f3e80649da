import { styleText } from "node:util";

const { stdout } = process;
const colours = stdout.isTTY && !process.env["NO_COLOR"];

type Style = Parameters<typeof styleText>[0];
const style = (how: Style, text: string) => (colours ? styleText(how, text) : text);

export const bold = (text: string) => style("bold", text);
export const dim = (text: string) => style("dim", text);
export const good = (text: string) => style("green", text);

export const line = (text = "") => stdout.write(`${text}\n`);

let steps = 0;
/** Opens a numbered step. */
export const step = (title: string) => line(`\n${bold(`${++steps}. ${title}`)}`);

/** Says what is measured, and gives it back with the time it took. */
export const seconds = (ms: number) => `${(ms / 1000).toFixed(ms < 9_950 ? 2 : 1)} s`;

/** A bar that redraws itself on a terminal; in a pipe, a line at every tenth. */
export function progressBar() {
  let tenth = -1;
  const width = 30;
  return {
    show: (percent: number, message: string) => {
      if (stdout.isTTY) {
        const full = Math.round((percent / 100) * width);
        const bar = `${"█".repeat(full)}${dim("░".repeat(width - full))}`;
        stdout.write(
          `\r\u001b[2K   ${bar} ${String(Math.floor(percent)).padStart(3)} %  ${message.slice(0, 40)}`,
        );
      } else if (Math.floor(percent / 10) > tenth) {
        tenth = Math.floor(percent / 10);
        line(`   ${Math.floor(percent)} %  ${message}`);
      }
    },
    /** Takes the bar away, so that a line can be written. */
    clear: () => void (stdout.isTTY && stdout.write("\r\u001b[2K")),
  };
}

/** Columns aligned to their widest cell; the first to the left, the rest to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = head.map((title, at) =>
    Math.max(title.length, ...rows.map((row) => (row[at] ?? "").length)),
  );
  const lay = (cells: readonly string[]) =>
    cells
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join("  ");
  line(`   ${dim(lay(head))}`);
  for (const row of rows) line(`   ${lay(row)}`);
}

/** Text broken at words so that it fits the screen, indented. */
export function paragraph(text: string, indent = "   "): void {
  const width = Math.min(stdout.columns ?? 100, 110) - indent.length;
  let row = "";
  for (const word of text.replace(/\s+/g, " ").trim().split(" ")) {
    if (row && row.length + 1 + word.length > width) {
      line(indent + row);
      row = word;
    } else row = row ? `${row} ${word}` : word;
  }
  line(indent + row);
}
