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
export const step = (title: string) => line(`\n${bold(`${++steps}. ${plain(title)}`)}`);

/** A time as people read it: milliseconds below a second. */
export function duration(ms: number): string {
  return ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(ms < 9_950 ? 2 : 1)} s`;
}

/** A number with its noun: `1 file`, `2 files`. */
export const count = (n: number, noun: string) => `${n.toLocaleString("en")} ${noun}${n === 1 ? "" : "s"}`;

/** Text from a document without what a terminal would obey: control characters become spaces. */
export const plain = (text: string) => text.replace(/\p{Cc}/gu, " ");
