import type { Dispatcher } from "undici";

/** How much is taken from the connection before anybody has asked for it, in bytes. */
const aheadBytes = 65_536;

/** The body of an answer as a stream; the connection waits while its reader does. */
export class IncomingBody {
  readonly stream: ReadableStream<Uint8Array>;
  #controller!: ReadableByteStreamController;

  constructor(connection: Dispatcher.DispatchController, onLeft: () => void) {
    this.stream = new ReadableStream(
      {
        type: "bytes",
        start: (controller) => void (this.#controller = controller),
        pull: () => connection.resume(),
        cancel: (reason: unknown) => {
          onLeft();
          connection.abort(reason instanceof Error ? reason : new Error("The reader has left."));
        },
      },
      { highWaterMark: aheadBytes },
    );
    this.#connection = connection;
  }
  readonly #connection: Dispatcher.DispatchController;

  push(chunk: Uint8Array): void {
    // A copy: a byte stream takes the memory of what it is given, and this is shared with the parser.
    this.#controller.enqueue(new Uint8Array(chunk));
    if ((this.#controller.desiredSize ?? 0) <= 0) this.#connection.pause();
  }

  end(): void {
    this.#controller.close();
    this.#controller.byobRequest?.respond(0);
  }

  fail(error: unknown): void {
    this.#controller.error(error);
  }
}
