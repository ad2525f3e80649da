import type { Channel } from "node:diagnostics_channel";
import type { Layer, OutgoingInit } from "./layer.ts";

/** What a subscriber of the diagnostics channel `platform:attempt` is given: no headers, so no key. */
export type AttemptMessage = Pick<OutgoingInit, "call" | "attempt" | "onEnd">;

let channel: Channel | undefined;

/**
 * Publishes each attempt before it is sent, so that a monitor can follow a program that knows nothing of it.
 * Costs next to nothing without a subscriber.
 */
const publish: Layer = (next) => (url, init) => {
  channel ??= process.getBuiltinModule("node:diagnostics_channel").channel("platform:attempt");
  if (channel.hasSubscribers) {
    const message: AttemptMessage = { call: init.call, attempt: init.attempt, onEnd: init.onEnd };
    channel.publish(message);
  }
  return next(url, init);
};

export const ambient: readonly Layer[] = [publish];
