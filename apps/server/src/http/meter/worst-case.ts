import type { Context } from "../operation.ts";

/** The most that one call of an operation can use, as it will be metered. Exact decimals. */
export interface WorstCase {
  /** What is never exceeded; `null` when nothing limits it. */
  readonly units: Readonly<Record<string, string>> | null;
  readonly provider?: string | undefined;
  readonly model?: string | undefined;
  /** What most calls use, where parameters tell; a part that is missing is taken from earlier calls. */
  readonly likely?: Readonly<Record<string, string>> | undefined;
  /** What earlier rows of the ledger tell: of which operation, and of which unit of theirs. */
  readonly usual?: { readonly operations: readonly string[]; readonly unit: string } | undefined;
  /** How the amounts were found, in sentences. */
  readonly notes?: readonly string[] | undefined;
}

/** Finds it from valid parameters, without doing anything. Fails as the call would where something is not there. */
export type WorstCaseOf<P> = (
  context: Pick<Context, "db" | "engines">,
  params: P,
) => WorstCase | Promise<WorstCase>;
