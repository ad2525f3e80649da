import { PlatformError } from "../errors/platform-error.ts";
import { atLeast } from "../transport/at-least.ts";
import type { Layer } from "./layer.ts";
import { waitLine } from "./wait-line.ts";

export interface ConcurrencyOptions {
  /** Most attempts in flight, each until its body has ended. Default 10. */
  max?: number | undefined;
  /** Most that wait for a place. Default: no limit. */
  maxQueue?: number | undefined;
}

/** Too many calls wait for a place already. Not retried, so that it is told at once. */
export class QueueFullError extends PlatformError {
  static override readonly kind: string = "QueueFullError";
}

/**
 * Lets at most `max` attempts be in flight; the others wait in order. A stream or a download keeps its place
 * until its last byte is read or it is given up; a call that waits to retry has none. Clients that are given the
 * same layer share the places.
 *
 * @throws {ConfigurationError} when an option is out of its range.
 * @example
 * const client = createClient({ use: [concurrency({ max: 4 })] });
 */
export function concurrency(options: ConcurrencyOptions = {}): Layer {
  const { max = 10, maxQueue = Infinity } = options;
  atLeast(1, { max }, Infinity);
  atLeast(0, { maxQueue }, Infinity);
  const line = waitLine();
  let running = 0;
  const isFull = () => running + 1 > max;
  const serve = () => {
    while (line.length > 0 && !isFull()) line.callFirst();
  };
  const release = () => {
    running--;
    serve();
  };
  return (next) => async (url, init) => {
    if (line.length >= maxQueue && isFull()) {
      throw new QueueFullError(
        `${max} requests are in flight and ${maxQueue} wait: \`maxQueue\` is reached.`,
        {
          code: "queue_full",
        },
      );
    }
    const sent = line.wait(init.signal, () => {
      running++;
      init.onEnd(release);
      return next(url, init);
    });
    serve();
    return sent;
  };
}
