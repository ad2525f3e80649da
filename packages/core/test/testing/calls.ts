import type { Client, TransferOptions } from "../../src/index.ts";
import type { ServedKind } from "../../src/testing/server/handle.ts";
import { counts, echo, getFile, lasting, notes, putFile, ticks } from "../actions.ts";
import { collect } from "../server.ts";
import { eventsOf, text } from "./served.ts";

/** A call of each kind to the end of its answer, and what it gives when all goes well. */
export interface Called {
  readonly kind: ServedKind;
  readonly call: (client: Client, options: TransferOptions) => Promise<unknown>;
  readonly right: unknown;
}

export const calls = {
  action: {
    kind: "action",
    call: (client, options) => echo(client, { text }, options),
    right: { text },
  },
  list: {
    kind: "list",
    call: (client, options) => notes(client, {}, options).all(),
    right: [{ text }, { text: "last" }],
  },
  upload: {
    kind: "upload",
    call: (client, options) => putFile(client, { path: "/a" }, text, options),
    right: { size: 11 },
  },
  stream: {
    kind: "stream",
    call: (client, options) => collect(ticks(client, {}, options)),
    right: eventsOf,
  },
  resumable: {
    kind: "stream",
    call: (client, options) => collect(lasting(client, {}, options)),
    right: eventsOf,
  },
  lines: {
    kind: "lines",
    call: (client, options) => collect(counts(client, {}, options)),
    right: eventsOf,
  },
  download: {
    kind: "download",
    call: async (client, options) => (await getFile(client, { path: "/a" }, options)).text(),
    right: text,
  },
} satisfies Record<string, Called>;

export type CallName = keyof typeof calls;
