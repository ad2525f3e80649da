import { dim, line, plain } from "./style.ts";
import { columns, screenWidth, shorten } from "./width.ts";

const gap = "  ";
const indent = "   ";

/** Columns aligned to their widest cell; the first to the left, the rest to the right. Long first cells are cut. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const cells = [head, ...rows].map((row) => row.map(plain));
  const widths = head.map((_, at) => Math.max(...cells.map((row) => columns(row[at] ?? ""))));
  const others = widths.slice(1).reduce((sum, width) => sum + width + gap.length, indent.length);
  const first = Math.min(widths[0] ?? 0, Math.max(10, screenWidth() - others));
  const [title = "", ...lines] = cells.map(([name = "", ...rest]) => {
    const left = shorten(name, first);
    const right = rest.map((cell, at) => `${gap}${" ".repeat((widths[at + 1] ?? 0) - columns(cell))}${cell}`);
    return `${left}${" ".repeat(first - columns(left))}${right.join("")}`;
  });
  line(`${indent}${dim(title)}`);
  for (const row of lines) line(indent + row);
}
