import { StreamError } from "../errors/client-errors.ts";
import type { Attempt } from "../transport/attempt.ts";
import { drain } from "./drain.ts";
import { broken } from "./failures.ts";

/** The longest single line taken in: a server that never ends one must not fill the memory. */
const maxLineChars = 16 * 1024 * 1024;

/** How the reading ended: whether the last line agreed on has come. */
export interface LinesState {
  complete: boolean;
}

/** Lines of a body that are ended by LF and not blank, those of one network read together. */
export async function* lines(
  response: Response,
  attempt: Attempt,
  state: LinesState,
): AsyncGenerator<string[]> {
  const decoder = new TextDecoder();
  const reader = response.body?.getReader();
  // Joined once it is whole: looking for the end in what is there at every read would take ever longer.
  const begun: string[] = [];
  let pending = 0;
  try {
    for (;;) {
      attempt.touch();
      const chunk = await reader?.read();
      // While the reader works on the lines, nothing is waited for.
      attempt.rest();
      if (!chunk || chunk.done) return;
      const [first = "", ...rest] = decoder.decode(chunk.value, { stream: true }).split("\n");
      begun.push(first);
      pending += first.length;
      const whole: string[] = [];
      for (const next of rest) {
        whole.push(begun.splice(0).join(""));
        begun.push(next);
        pending = next.length;
      }
      if (pending > maxLineChars) throw new StreamError("A line is too large.", { code: "line_too_large" });
      const said = whole.filter((line) => line.trim());
      if (said.length > 0) yield said;
    }
  } catch (cause) {
    throw broken(attempt, cause);
  } finally {
    if (state.complete) drain(reader, attempt);
    else attempt.stop();
  }
}
