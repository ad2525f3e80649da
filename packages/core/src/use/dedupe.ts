import { AbortedError } from "../errors/client-errors.ts";
import { hub } from "./hub.ts";
import type { Fetcher, Layer, OutgoingInit } from "./layer.ts";
import { requestKey } from "./request-key.ts";
import { type WholeAnswer, wholeAnswer } from "./whole-answer.ts";

/** One request on its way, for everyone who asked for the same. */
interface Flight {
  /** Waits with the others. Leaves at once when its own signal fires; with the last one the request ends. */
  join(init: OutgoingInit): Promise<Response>;
}

/**
 * `GET`s of one client that are the same and on their way at the same time share one request: the same address
 * and headers, the key included. Each caller gets its own answer, and the same failure; one that leaves or runs
 * out of time leaves the others alone. Streams, downloads and other methods are sent as they are.
 *
 * @example
 * const client = createClient({ use: [dedupe()] });
 */
export function dedupe(): Layer {
  return (next) => {
    const flights = new Map<string, Flight>();
    return async (url, init) => {
      const { kind } = init.call.contract;
      if (init.method !== "GET" || (kind !== "action" && kind !== "list")) return next(url, init);
      const key = requestKey(url, init.headers);
      let flight = flights.get(key);
      if (!flight) {
        const over = () => {
          if (flights.get(key) === flight) flights.delete(key);
        };
        flight = takeOff(next, url, init, over);
        flights.set(key, flight);
      }
      return flight.join(init);
    };
  };
}

/** The request leaves with the first who joins; `onOver` is told when nobody can join any more. */
function takeOff(next: Fetcher, url: string, first: OutgoingInit, onOver: () => void): Flight {
  const controller = new AbortController();
  const [onEnd, tellEnd] = hub<unknown>();
  const aboard = new Set<OutgoingInit>();
  let sent = false;
  let answer: Promise<WholeAnswer> | undefined;
  const touch = () => {
    sent = true;
    for (const init of aboard) init.touch();
  };
  const fly = async () => {
    try {
      // The first may leave before the others, so nothing of the request is the first one's alone.
      const headers = new Headers(first.headers);
      const shared = { ...first, headers, signal: controller.signal, onEnd, touch };
      const whole = await wholeAnswer(await next(url, shared));
      tellEnd();
      return whole;
    } catch (error) {
      tellEnd(error);
      throw error;
    } finally {
      onOver();
    }
  };
  return {
    join: (init) =>
      new Promise((resolve, reject) => {
        const end = () => {
          aboard.delete(init);
          init.signal.removeEventListener("abort", leave);
        };
        const leave = () => {
          end();
          reject(new AbortedError(init.signal.reason));
          if (aboard.size > 0) return;
          onOver();
          controller.abort();
        };
        aboard.add(init);
        if (init.signal.aborted) return leave();
        init.signal.addEventListener("abort", leave);
        if (sent) init.touch();
        answer ??= fly();
        answer.then((whole) => resolve(whole.copy()), reject).finally(end);
      }),
  };
}
