import { AbortedError } from "../errors/client-errors.ts";

/** What comes of the work, unless the signal fires first; the work is then left to itself, whatever becomes of it. */
export function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const leave = () => reject(new AbortedError(signal.reason));
    const free = () => signal.removeEventListener("abort", leave);
    if (signal.aborted) leave();
    else signal.addEventListener("abort", leave);
    // Also when it has been left: its failure must not be an unhandled one.
    work.then(resolve, reject).finally(free);
  });
}
