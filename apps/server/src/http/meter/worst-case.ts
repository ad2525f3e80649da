import type { Context, Maybe } from "../operation.ts";

/** The most that one call of an operation can use, as it will be metered: for budgets to set aside, for estimates to tell. */
export interface WorstCase {
  /** Exact decimals by unit, never exceeded. */
  readonly units: Readonly<Record<string, string>>;
  /** Default `"platform"`. */
  readonly provider?: string | undefined;
  /** Default: the operation's name. */
  readonly model?: string | undefined;
  readonly userId?: string | undefined;
  readonly tags?: Readonly<Record<string, string>> | undefined;
  /** The unit of which the operation makes do with fewer, in whole ones, when less is left than all of this costs. */
  readonly cut?: string | undefined;
  /** The unit that nothing but a hard budget limits: without one there is no worst case. */
  readonly unlimited?: string | undefined;
  /**
   * Those of `units` that are used after the request, with what their end may take besides: `context.hold` sets them
   * aside, under `model`. The rest is the request's own.
   */
  readonly lasting?: Readonly<Record<string, string>> | undefined;
  /** What most calls use, where parameters tell; a part that is missing is taken from earlier calls. Default: `units`. */
  readonly likely?: Readonly<Record<string, string>> | undefined;
  /** What earlier rows of the ledger tell: of which operation, and of which unit of theirs. */
  readonly usual?: { readonly operations: readonly string[]; readonly unit: string } | undefined;
  /** How the amounts were found, in sentences. */
  readonly notes?: readonly string[] | undefined;
}

/** Finds it from valid parameters, without doing anything. Fails as the call would where something is not there. */
export type WorstCaseOf<P> = (context: Pick<Context, "db" | "engines">, params: P) => Maybe<WorstCase>;

/** Of an operation that is metered by its request alone. */
export const oneRequest: WorstCaseOf<unknown> = () => ({ units: { request: "1" } });
