/** Lets text through up to the first stop string, however the text is cut into parts. */
export interface StopFilter {
  /** Takes the next part; returns what may be shown now. */
  push(text: string): string;
  /** What was held back as a possible start of a stop string; call it once, at the end. */
  flush(): string;
  /** True once a stop string was met; nothing is let through afterwards. */
  readonly stopped: boolean;
}

/** Makes a filter for one answer. Empty stop strings are ignored. */
export function createStopFilter(stops: readonly string[]): StopFilter {
  const wanted = stops.filter((stop) => stop !== "");
  let held = "";
  let stopped = false;
  return {
    push(text) {
      if (stopped) return "";
      held += text;
      const hits = wanted.map((stop) => held.indexOf(stop)).filter((index) => index >= 0);
      stopped = hits.length > 0;
      const end = stopped ? Math.min(...hits) : held.length - possibleStart(held, wanted);
      const shown = held.slice(0, end);
      held = stopped ? "" : held.slice(end);
      return shown;
    },
    flush() {
      const rest = held;
      held = "";
      return rest;
    },
    get stopped() {
      return stopped;
    },
  };
}

/** Length of the longest end of `text` with which some stop string begins. */
function possibleStart(text: string, stops: readonly string[]): number {
  let longest = 0;
  for (const stop of stops) {
    for (let length = Math.min(stop.length - 1, text.length); length > longest; length -= 1) {
      if (text.endsWith(stop.slice(0, length))) longest = length;
    }
  }
  return longest;
}
