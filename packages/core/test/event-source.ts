/** What a browser's `EventSource` would dispatch. */
export interface Dispatched {
  readonly data: string;
  readonly type: string;
  readonly lastEventId: string;
}

/**
 * The algorithm of the HTML standard (9.2.6, "Interpreting an event stream"), sentence by sentence, over a whole
 * text at once: what our reading in parts is compared with.
 */
export function interpret(text: string): { events: Dispatched[]; retryMs: number | undefined } {
  const events: Dispatched[] = [];
  let [data, type, id, lastEventId] = ["", "", "", ""];
  let retryMs: number | undefined;
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
  // What follows the last line end is no line: an event that is not ended by a blank line is dropped.
  for (const line of lines.slice(0, -1)) {
    if (line === "") {
      lastEventId = id;
      if (data !== "") events.push({ data: data.slice(0, -1), type: type || "message", lastEventId });
      [data, type] = ["", ""];
      continue;
    }
    const colon = line.indexOf(":");
    if (colon === 0) continue;
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "event") type = value;
    else if (field === "data") data += `${value}\n`;
    else if (field === "id" && !value.includes("\0")) id = value;
    else if (field === "retry" && /^[0-9]+$/.test(value)) retryMs = Number(value);
  }
  return { events, retryMs };
}
