/** How the parts of an answer that comes by and by are told apart on the wire. */
export interface Framing {
  readonly headers: Readonly<Record<string, string>>;
  /** What a handler gave, ready to send. */
  readonly part: (given: unknown) => Uint8Array;
  /** A failure on the way, after which nothing follows. */
  readonly failure: (body: object) => Uint8Array;
  /** Nothing but a sign of life. */
  readonly keepAlive: Uint8Array;
  /** The regular end. An answer that ends without it was cut. */
  readonly end: Uint8Array;
}

/** Proxies that keep or collect what they pass on would hold parts back. */
export const unbuffered = { "cache-control": "no-cache", "x-accel-buffering": "no" } as const;
