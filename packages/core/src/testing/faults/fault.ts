import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Answer } from "../server/answer.ts";
import type { ServedKind } from "../server/handle.ts";

/** One way to misbehave on a real connection. */
export interface Fault {
  /** What happens on the wire. */
  readonly about: string;
  /** Whether the request is carried out, so that its effect happens. */
  readonly runs: boolean;
  /** The kinds it can strike; any other is answered as it should be. Default: all. */
  readonly kinds?: readonly ServedKind[] | undefined;
  readonly strike: (hit: Hit) => unknown;
}

/** The request a fault strikes, and its connection. */
export interface Hit {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Written to directly, it takes bytes that are no HTTP. */
  readonly socket: Socket;
  /** The address of the server, without a slash at its end. */
  readonly url: string;
  /** The pause between the parts of a slow answer, in milliseconds. */
  readonly paceMs: number;
  readonly requestId: string;
  /** Reads the request and carries it out; until then its body is unread. Asked again, the same answer. */
  answer(): Promise<Answer>;
  /** Carries the request out once more, as if it had been delivered twice. */
  again(): Promise<Answer>;
  /** Sends an answer as it should be sent. */
  send(answer: Answer): Promise<void>;
}
