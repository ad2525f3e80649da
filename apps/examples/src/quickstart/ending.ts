import { constants } from "node:os";

/** The user, or whoever reads our output, had enough. */
export class Interrupted extends Error {
  readonly exitCode: number;
  constructor(message: string, exitCode: number) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** Aborted by Ctrl-C and its like, and when the output is closed (`… | head`). A second Ctrl-C waits for nothing. */
export function interruption(): AbortSignal {
  const controller = new AbortController();
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    const code = 128 + constants.signals[name];
    process.on(name, () => {
      if (controller.signal.aborted) process.exit(code);
      controller.abort(new Interrupted("Stopped.", code));
    });
  }
  process.stdout.on("error", () => controller.abort(new Interrupted("", 1)));
  return controller.signal;
}

/** Does the work, or fails with the reason as soon as it is interrupted or the server is lost. */
export async function unlessEnded(work: Promise<void>, signal: AbortSignal, lost: Promise<Error>) {
  const interrupted = new Promise<never>((_, reject) => {
    const fail = () => reject(signal.reason as Error);
    if (signal.aborted) fail();
    else signal.addEventListener("abort", fail, { once: true });
  });
  const left = lost.then((error) => Promise.reject(error));
  try {
    await Promise.race([work, interrupted, left]);
  } catch (error) {
    // A request that broke off is often the first sign of a server that is gone, and not the reason.
    const grace = new Promise((resolve) => setTimeout(resolve, 500));
    await Promise.race([left, interrupted, grace]);
    throw error;
  }
}
