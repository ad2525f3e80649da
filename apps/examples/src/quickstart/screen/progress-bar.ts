import { dim, line, plain } from "./style.ts";
import { screenWidth, shorten } from "./width.ts";

const { stdout } = process;

/** A bar that redraws itself on a terminal; in a pipe, a line at every tenth. */
export function progressBar() {
  let tenth = -1;
  return {
    show: (percent: number, message: string) => {
      if (stdout.isTTY) {
        const width = Math.min(30, Math.floor(screenWidth() / 3));
        const full = Math.round((percent / 100) * width);
        const bar = `${"█".repeat(full)}${dim("░".repeat(width - full))}`;
        // One row only: a bar that wraps could not be taken away again.
        const room = Math.min(40, screenWidth() - width - 13);
        const label = room > 0 ? shorten(plain(message), room) : "";
        stdout.write(`\r\u001b[2K   ${bar} ${String(Math.floor(percent)).padStart(3)} %  ${label}`);
      } else if (Math.floor(percent / 10) > tenth) {
        tenth = Math.floor(percent / 10);
        line(`   ${Math.floor(percent)} %  ${plain(message)}`);
      }
    },
    /** Takes the bar away, so that a line can be written. */
    clear: () => void (stdout.isTTY && stdout.write("\r\u001b[2K")),
  };
}
