import type { ServedKind } from "../server/handle.ts";
import { faults, type FaultName } from "./faults.ts";

/** What becomes of a request: a fault, or the right answer. */
export type Outcome = FaultName | "ok";

/** Decides what becomes of each request, in the order they come. */
export type FaultPlan = (request: { readonly kind: ServedKind; readonly number: number }) => Outcome;

/** The plan behind a list: one entry a request, then the right answer for all that follow. */
export function planOf(given: readonly Outcome[] | FaultPlan): FaultPlan {
  if (typeof given === "function") return given;
  const known = new Set<string>(["ok", ...faults.map(({ name }) => name)]);
  const unknown = given.find((name) => !known.has(name));
  if (unknown !== undefined)
    throw new TypeError(`There is no fault "${unknown}"; see \`faults\` for all there are.`);
  const left = [...given];
  return () => left.shift() ?? "ok";
}

export interface RandomFaultOptions {
  /** The same seed gives the same faults in the same order. A whole number. Default 1. */
  readonly seed?: number | undefined;
  /** How many of the requests are struck, from 0 to 1. Default 0.3. */
  readonly rate?: number | undefined;
  /** The faults to choose from. Default: all. */
  readonly only?: readonly FaultName[] | undefined;
}

/**
 * A plan that strikes some requests with a fault that fits their kind. Requests sent one after the other meet the
 * same faults whenever the seed is the same.
 *
 * @example
 * await using server = await serveActions(handlers, { faults: randomFaults({ seed: 7, rate: 0.5 }) });
 */
export function randomFaults({ seed = 1, rate = 0.3, only }: RandomFaultOptions = {}): FaultPlan {
  const random = mulberry32(seed);
  return ({ kind }) => {
    // Two draws for every request, so that what one meets does not hang on the kind of another.
    const [strike, which] = [random(), random()];
    const fitting = faults.filter(
      ({ name, kinds }) => kinds.includes(kind) && (only?.includes(name) ?? true),
    );
    return strike < rate ? (fitting[Math.floor(which * fitting.length)]?.name ?? "ok") : "ok";
  };
}

/** Numbers from 0 to 1 by a seed: mulberry32 of Tommy Ettinger, in the public domain. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
