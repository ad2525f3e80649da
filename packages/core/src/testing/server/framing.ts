/** How values that come one after the other are laid out on the wire. */
export interface Framing {
  readonly headers: Readonly<Record<string, string>>;
  readonly item: (json: string, id?: number | undefined) => string;
  /** Shows that the server lives, where there is nothing to say. */
  readonly heartbeat: string;
  /** 1,024 bytes that say nothing at all. */
  readonly filler: string;
  readonly end: string;
  readonly error: (json: string) => string;
}

/** Server-sent events up to `data: [DONE]`. */
export const sseFraming: Framing = {
  headers: { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-cache" },
  item: (json, id) => `${id === undefined ? "" : `id: ${id}\n`}data: ${json}\n\n`,
  heartbeat: ": heartbeat\n\n",
  filler: `:${" ".repeat(1_022)}\n`,
  end: "data: [DONE]\n\n",
  error: (json) => `event: error\ndata: ${json}\n\n`,
};

/** Lines of JSON up to `{"done":true}`; an empty line says nothing. */
export const linesFraming: Framing = {
  headers: { "content-type": "application/x-ndjson", "cache-control": "no-cache" },
  item: (json) => `${json}\n`,
  heartbeat: "\n",
  filler: `${" ".repeat(1_023)}\n`,
  end: '{"done":true}\n',
  error: (json) => `${json}\n`,
};
