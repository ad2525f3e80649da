import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Outcome } from "../faults/plan.ts";
import { isSecretName, masked } from "../secret-names.ts";
import type { ServedKind } from "./handle.ts";

/** A request as it arrived. */
export interface SeenRequest {
  /** Name and kind of the action it reached; `undefined` where nothing is served at its path. */
  readonly action: string | undefined;
  readonly kind: ServedKind | undefined;
  readonly method: string;
  /** With the query. */
  readonly path: string;
  /** Those that hold a secret read `[secret]`. */
  readonly headers: Readonly<Record<string, string>>;
  readonly idempotencyKey: string | undefined;
  /** What was received of the body; empty until it is read, which a fault may never do. */
  readonly body: Uint8Array;
  /** The body as text. */
  readonly text: string;
  /** What became of it. */
  readonly outcome: Outcome;
  /** What the handler threw, if it did. */
  readonly error: unknown;
  /** Settles when the answer has been sent or its connection is gone. */
  readonly closed: Promise<unknown>;
}

/** A seen request while it is worked on. */
export type OpenRequest = { -readonly [Field in keyof SeenRequest]: SeenRequest[Field] };

export function seeRequest(
  { method = "", url = "", headers }: IncomingMessage,
  response: ServerResponse,
  known: Pick<SeenRequest, "action" | "kind" | "outcome">,
): OpenRequest {
  const plain = Object.entries(headers).map(([name, value]) => [
    name,
    isSecretName(name) ? masked : String(value),
  ]);
  return {
    ...known,
    method,
    path: url,
    headers: Object.fromEntries(plain) as Record<string, string>,
    idempotencyKey: headers["idempotency-key"] as string | undefined,
    body: new Uint8Array(),
    get text() {
      return new TextDecoder().decode(this.body);
    },
    error: undefined,
    closed: once(response, "close"),
  };
}
