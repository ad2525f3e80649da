import type { CallOptions } from "../client/options.ts";
import type { Reconnect } from "./reconnect.ts";

/** What a ticket is wanted for. */
export interface TicketRequest {
  /** The operation's name. */
  readonly name: string;
  /** The scope it needs; `null` for one that needs no key. */
  readonly scope: string | null;
  /** Fires when the caller has enough. */
  readonly signal?: AbortSignal | undefined;
}

/** Gives a ticket that opens one connection. Asked before each opening. */
export type GetTicket = (request: TicketRequest) => string | Promise<string>;

/** How to open one connection. */
export interface SocketOptions extends CallOptions {
  /** `reconnect()`: opens the connection again when it breaks. Default: the declaration's, else it stays broken. */
  reconnect?: Reconnect | undefined;
  /** Sent in place of the key, which then does not travel and need not be known. Default: the client's. */
  ticket?: GetTicket | undefined;
}
