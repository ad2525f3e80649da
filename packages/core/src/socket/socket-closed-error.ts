import { StreamError } from "../errors/client-errors.ts";

/** The connection was closed before its end: by the server, or by what lies between. */
export class SocketClosedError extends StreamError {
  static override readonly kind: string = "SocketClosedError";
  /** The WebSocket's close code; 1006 where it was cut without one. */
  readonly closeCode: number;

  constructor(message: string, closeCode: number) {
    super(message, { code: "socket_closed", retryable: mayComeBack(closeCode) });
    this.closeCode = closeCode;
  }
}

/**
 * Whether opening again may help. It does not where the server has said no (1008, and 4000 to 4099 of our own
 * server), nor where the same messages would be refused again (1002, 1003, 1007, 1009, 1010).
 */
const mayComeBack = (code: number): boolean =>
  ![1000, 1002, 1003, 1007, 1008, 1009, 1010].includes(code) && !(code >= 4000 && code < 4100);
