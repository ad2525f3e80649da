/** Lets text through up to the stop string that is complete first, however the text is cut into parts. */
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
      const hit = firstComplete(held, wanted);
      stopped = hit !== undefined;
      const end = hit ?? held.length - possibleStart(held, wanted);
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

/** Where the stop string begins that is complete first; of several complete at the same letter, the longest counts. */
function firstComplete(text: string, stops: readonly string[]): number | undefined {
  const hits = stops
    .map((stop) => ({ start: text.indexOf(stop), length: stop.length }))
    .filter(({ start }) => start >= 0)
    .toSorted((one, two) => one.start + one.length - (two.start + two.length) || one.start - two.start);
  return hits[0]?.start;
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
