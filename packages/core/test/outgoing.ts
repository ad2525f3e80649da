import { look } from "./actions.ts";
import type { OutgoingInit } from "../src/index.ts";
import { type Attempt, beginAttempt } from "../src/transport/attempt.ts";

/** An attempt as a client makes it, for tests that drive a layer by hand; `attempt.end` tells its end. */
export function outgoing(signal?: AbortSignal): { init: OutgoingInit; attempt: Attempt } {
  const attempt = beginAttempt(signal, Infinity);
  attempt.rest();
  const nobody = () => undefined;
  const call = { contract: look.contract, params: {}, baseUrl: "http://127.0.0.1:1" } as never;
  const init: OutgoingInit = {
    method: "GET",
    headers: new Headers(),
    signal: attempt.signal,
    call: Object.assign(call, { id: "call_1", onValue: nobody, onEnd: nobody }),
    attempt: 1,
    onEnd: attempt.onEnd,
    touch: attempt.touch,
  };
  return { init, attempt };
}
