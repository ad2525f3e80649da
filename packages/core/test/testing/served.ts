import {
  handle,
  type Handler,
  type Outcome,
  serveActions,
  type ServeActionsOptions,
} from "../../src/testing.ts";
import type { ActionServer, FaultPlan } from "../../src/testing.ts";
import { counts, echo, getFile, lasting, notes, putFile, ticks } from "../actions.ts";

/** Text with characters of two and four bytes, for the faults that cut them. */
export const text = "naïve 😀";
export const eventsOf = ["á", "b", "c"].map((n) => ({ n }));

/** A handler for each kind of action. */
export const handlers: readonly Handler[] = [
  handle(echo, (note) => note),
  handle(notes, ({ cursor }) =>
    cursor === undefined
      ? { data: [{ text }], nextCursor: "2" }
      : { data: [{ text: "last" }], nextCursor: null },
  ),
  handle(ticks, () => eventsOf),
  handle(counts, () => eventsOf),
  handle(putFile, (_, { body }) => ({ size: body.byteLength })),
  handle(getFile, () => text),
];

export const resumable: readonly Handler[] = [handle(lasting, () => eventsOf)];

export const serveAll = (
  faults: readonly Outcome[] | FaultPlan = [],
  options: ServeActionsOptions = {},
): Promise<ActionServer> => serveActions(handlers, { paceMs: 2, ...options, faults });
