import { ApiError, ServerError } from "../errors/api-error.ts";
import { ConnectionError } from "../errors/client-errors.ts";
import { atLeast } from "../transport/at-least.ts";
import { CircuitOpenError } from "./circuit-open-error.ts";
import type { Layer, OutgoingInit } from "./layer.ts";
import { outsideCall } from "./outside-call.ts";

export interface CircuitChange {
  /** What the breaker is for: the base URL, or what `key` gives. */
  readonly key: string;
  /** `closed`: all pass; `open`: none does; `half-open`: one is on its way to try. */
  readonly state: "closed" | "open" | "half-open";
}

export interface CircuitBreakerOptions {
  /** Failures in a row that open it. Default 5. */
  failures?: number | undefined;
  /** How long it then stays open, in milliseconds. Default 30,000. */
  openMs?: number | undefined;
  /** Requests with the same key fail together. Default: the base URL. */
  key?: ((init: OutgoingInit) => string) | undefined;
  /** Told of each change, just after it. */
  onChange?: ((change: CircuitChange) => void) | undefined;
}

/** What is known of one server. */
interface Circuit {
  failed: number;
  /** When the next try may go, once it is open. */
  until: number;
  probe: OutgoingInit | undefined;
}

/** How long the others wait for what the one that tries finds out. */
const probeMs = 1_000;

/**
 * Stops sending to a server that fails: a 5xx and a `ConnectionError` count, a 4xx shows that it works, what the
 * caller aborts says nothing. After `openMs` a single request is let through, and its answer decides. A stream
 * counts by its opening. Under `retry` a call waits until the next try may go, or fails at once where that is
 * beyond its `deadlineMs` or the policy's `maxMs`. Clients that are given the same layer share what it knows.
 *
 * @throws {ConfigurationError} when an option is out of its range.
 * @example
 * const client = createClient({ use: [circuitBreaker({ failures: 5, openMs: 30_000 })] });
 */
export function circuitBreaker(options: CircuitBreakerOptions = {}): Layer {
  const { failures = 5, openMs = 30_000, key = ({ call }) => call.baseUrl, onChange } = options;
  atLeast(1, { failures });
  atLeast(0, { openMs });
  const circuits = new Map<string, Circuit>();

  return (next) => async (url, init) => {
    const name = key(init);
    const circuit: Circuit = circuits.get(name) ?? { failed: 0, until: 0, probe: undefined };
    circuits.set(name, circuit);
    const isOpen = () => circuit.failed >= failures;
    const turn = (state: CircuitChange["state"]) => {
      if (onChange) outsideCall(() => onChange({ key: name, state }));
    };
    /** While it is open only the one that tries may say anything: the others were sent before. */
    const learn = (failed: boolean) => {
      const tried = circuit.probe === init;
      if (isOpen() && !tried) return;
      circuit.probe = undefined;
      if (failed) circuit.failed++;
      else circuit.failed = 0;
      if (isOpen()) circuit.until = performance.now() + openMs;
      if (isOpen()) turn("open");
      else if (tried) turn("closed");
    };

    if (isOpen()) {
      const waitMs = circuit.probe ? probeMs : circuit.until - performance.now();
      if (waitMs > 0) throw new CircuitOpenError(Math.ceil(waitMs));
      circuit.probe = init;
      turn("half-open");
    }
    let sent = false;
    init.onEnd((error) => {
      if (error instanceof ConnectionError || error instanceof ServerError) {
        // Time that was up while another layer held it back is no failure of the server.
        if (sent) learn(true);
      } else if (error === undefined || error instanceof ApiError) learn(false);
      if (circuit.probe === init) circuit.probe = undefined;
    });
    const touch = () => {
      sent = true;
      init.touch();
    };
    const response = await next(url, { ...init, touch });
    // The body of the one that tries may take hours, and nobody need wait for that.
    if (circuit.probe === init && response.status < 500) learn(false);
    return response;
  };
}
