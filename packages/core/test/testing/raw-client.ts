import { connect } from "node:net";

/** What a connection gave, byte for byte. */
export interface Heard {
  /** The first 16 KiB, a character a byte. */
  readonly text: string;
  readonly bytes: number;
  /** How often something came. */
  readonly parts: number;
  /** `open`: nothing more came for a while after what was waited for. */
  readonly ending: "reset" | "closed" | "open" | "left";
}

export interface Listening {
  /** Enough has been heard: then a while to see whether the connection ends by itself. Default: wait for its end. */
  readonly until?: RegExp | undefined;
  /** Leaves after so many bytes. */
  readonly leaveAfter?: number | undefined;
}

/** Sends bytes to a server without any HTTP client between, and listens. */
export function hear(url: string, request: string, { until, leaveAfter }: Listening = {}): Promise<Heard> {
  let resolve = (heard: Heard): unknown => heard;
  const promise = new Promise<Heard>((settle) => (resolve = settle));
  const socket = connect(Number(new URL(url).port), "127.0.0.1", () => socket.write(request));
  let text = "";
  let bytes = 0;
  let parts = 0;
  const finish = (ending: Heard["ending"]) => {
    resolve({ text, bytes, parts, ending });
    socket.destroy();
  };
  socket.on("data", (data) => {
    bytes += data.byteLength;
    parts += 1;
    if (text.length < 16_384) text += data.toString("latin1");
    if (leaveAfter !== undefined && bytes > leaveAfter) finish("left");
    if (until?.test(text)) setTimeout(finish, 60, "open");
  });
  socket.on("end", () => finish("closed"));
  socket.on("error", (error: Error & { code?: string }) => {
    if (error.code === "ECONNRESET") finish("reset");
  });
  // Where nothing at all is to come.
  if (until?.test("")) setTimeout(finish, 200, "open");
  return promise;
}

/** A request as text. */
export const requestText = (method: string, path: string, body: string, headers = ""): string =>
  `${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\n${headers}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
