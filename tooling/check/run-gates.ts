import { type Gate, GateError } from "./gate.ts";
import { table } from "./table.ts";

export interface Totals {
  readonly passed: number;
  readonly failed: number;
}

/** Runs gates one at a time, prints each failure in full, then a table of all. */
export async function runGates(gates: readonly Gate[]): Promise<Totals> {
  const rows: string[][] = [];
  let failed = 0;
  for (const gate of gates) {
    console.log(`gate ${gate.name} …`);
    const started = performance.now();
    let note: string;
    let state = "passed";
    try {
      note = await gate.run();
    } catch (error) {
      failed++;
      state = "FAILED";
      const details = error instanceof GateError ? error.message : stackOf(error);
      console.error(`\n${details}\ngate ${gate.name} failed\n`);
      note = details.split("\n")[0]?.slice(0, 60) ?? "";
    }
    rows.push([gate.name, state, `${((performance.now() - started) / 1000).toFixed(1)} s`, note]);
  }
  console.log(`\n${table(["gate", "state", "time", "note"], rows)}\n`);
  return { passed: gates.length - failed, failed };
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
