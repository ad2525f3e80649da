import type { Framing } from "./framing.ts";

/** What is to be sent, before a fault makes something else of it. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Whole, or in the parts it is sent in. */
  readonly body: Uint8Array | AsyncIterable<Uint8Array>;
  /** How its values are laid out, where they come one after the other. */
  readonly framing?: Framing | undefined;
  /** Called when the client has gone before the end of an answer that was sent as it should be. */
  readonly left?: (() => void) | undefined;
}

export function jsonAnswer(
  value: unknown,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  // No value at all is an answer without a body, as the platform's servers give it.
  if (value === undefined) return { status: 204, headers, body: new Uint8Array() };
  const body = Buffer.from(JSON.stringify(value));
  return { status, headers: { "content-type": "application/json", ...headers }, body };
}
