import type { ServedKind } from "../server/handle.ts";
import { bodyFaults } from "./body.ts";
import { connectionFaults } from "./connection.ts";
import { contentFaults } from "./content.ts";
import type { Fault } from "./fault.ts";
import { headerFaults } from "./headers.ts";
import { statusFaults } from "./status.ts";
import { streamFaults } from "./stream.ts";

const table = {
  ...connectionFaults,
  ...headerFaults,
  ...bodyFaults,
  ...contentFaults,
  ...streamFaults,
  ...statusFaults,
};

/** The name of a fault: `"reset-mid-body"`. */
export type FaultName = keyof typeof table;

/** What there is to know of a fault before it strikes. */
export interface FaultInfo {
  readonly name: FaultName;
  /** What happens on the wire. */
  readonly about: string;
  /** Whether the request is carried out, so that its effect happens. */
  readonly runs: boolean;
  /** The kinds of action it can strike. */
  readonly kinds: readonly ServedKind[];
}

const everyKind: readonly ServedKind[] = ["action", "list", "stream", "lines", "upload", "download"];

/** Every fault, in the order of where it strikes: connection, headers, body, content, stream, status. */
export const faults: readonly FaultInfo[] = Object.entries<Fault>(table).map(
  ([name, { about, runs, kinds = everyKind }]) => ({ name: name as FaultName, about, runs, kinds }),
);

export const faultOf = (name: FaultName): Fault => table[name];

/** Whether a fault does anything to an action of this kind. */
export const canStrike = (name: FaultName, kind: ServedKind): boolean =>
  (faultOf(name).kinds ?? everyKind).includes(kind);
