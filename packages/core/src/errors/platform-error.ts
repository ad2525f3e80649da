/** Extra facts an error may carry. */
export interface PlatformErrorOptions {
  /** Stable and machine-readable: `"timeout"`, `"unknown_price"`. */
  code?: string | undefined;
  /** The same call may succeed if made again. Default `false`. */
  retryable?: boolean | undefined;
  /** Names the request in the server's log. */
  requestId?: string | undefined;
  /** The field at fault, as a dotted path. */
  param?: string | undefined;
  /** What to do about it, where the message does not say. */
  hint?: string | undefined;
  /** Where to read on. */
  docs?: string | undefined;
  cause?: unknown;
}

/**
 * The root of every error this toolkit throws. It never holds headers, bodies or options, so it is safe to
 * print and to serialise. `instanceof` goes by `kind`, so two copies of the package recognise each other.
 */
export class PlatformError extends Error {
  static readonly kind: string = "PlatformError";

  readonly code: string = "error";
  readonly retryable: boolean = false;
  /** How often the request was sent before this was given up on; 0 where it was not, or an open stream broke. */
  attempts = 0;
  // Not there at all unless known, so that a printed error shows nothing empty.
  declare readonly requestId: string | undefined;
  declare readonly param: string | undefined;
  /** What to do about it, where the message does not say. */
  declare readonly hint: string | undefined;
  /** Where to read on: a page of the server, or a place in a README. */
  readonly docs: string = "@platform/core/README.md#errors";

  constructor(message: string, { cause, ...facts }: PlatformErrorOptions = {}) {
    super(message, cause === undefined ? undefined : { cause });
    for (const [name, value] of Object.entries(facts)) {
      if (value !== undefined) Object.assign(this, { [name]: value });
    }
  }

  override get name(): string {
    return (this.constructor as typeof PlatformError).kind;
  }

  /** Marks instances across copies of the package. */
  get [Symbol.for("@platform/error")](): true {
    return true;
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    // A class without a kind of its own would else be taken for the one above it.
    if (!Object.hasOwn(this, "kind")) return super[Symbol.hasInstance](value);
    const marked = Object(value) as Record<symbol, unknown>;
    if (!marked[Symbol.for("@platform/error")]) return false;
    for (let proto = Object.getPrototypeOf(value); proto; proto = Object.getPrototypeOf(proto)) {
      if (proto.constructor.kind === this.kind) return true;
    }
    return false;
  }

  toJSON(): object {
    return Object.assign({ name: this.name, message: this.message }, this);
  }
}
