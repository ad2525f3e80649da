/** One thing that must hold before a change goes in. */
export interface Gate {
  readonly name: string;
  /** Answers a few words for the table; throws a {@link GateError} when the gate fails. */
  readonly run: () => Promise<string>;
}

/** Why a gate failed: everything a reader needs to mend it, one problem a line. */
export class GateError extends Error {
  override readonly name = "GateError";
}

/** Fails with all problems at once, or does nothing when there are none. */
export function failIfAny(problems: readonly string[]): void {
  if (problems.length > 0) throw new GateError(problems.join("\n"));
}
