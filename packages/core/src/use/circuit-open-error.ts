import { ConnectionError } from "../errors/client-errors.ts";

/** Not sent: the server has failed too often just now. `retryAfterMs` says when the next try is let through. */
export class CircuitOpenError extends ConnectionError {
  static override readonly kind: string = "CircuitOpenError";
  readonly retryAfterMs: number;

  constructor(retryAfterMs: number) {
    super(`The server failed too often; the next try is let through in ${retryAfterMs} ms.`, {
      code: "circuit_open",
    });
    this.retryAfterMs = retryAfterMs;
  }
}
