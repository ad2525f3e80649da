import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { going, row, testFolder } from "./testing/test-index.ts";
import { openZvec } from "./zvec.ts";

/** Runs a writer, kills it in the middle of a write and returns how many batches it had finished. */
async function writeAndKill(dataDir: string, batches: number): Promise<number> {
  const program = fileURLToPath(new URL("./testing/write-until-killed.ts", import.meta.url));
  const child = spawn(process.execPath, ["--conditions=platform-source", program, dataDir], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const exited = once(child, "exit");
  let finished = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    finished = Number(line) + 1;
    if (finished === batches) child.kill("SIGKILL");
  }
  expect(await exited).toEqual([null, "SIGKILL"]);
  return finished;
}

test("rows written before a kill are there afterwards, and the index goes on working", async () => {
  const dataDir = await testFolder();
  let finished = 0;
  for (const batches of [3, 20]) finished = Math.max(finished, await writeAndKill(dataDir, batches));

  const engine = await openZvec({ dataDir });
  onTestFinished(() => engine.close());
  const spec = { id: "idx_test", dimension: 4, metric: "cosine" } as const;
  const rows = await engine.open(spec, going);
  expect(rows).toBeGreaterThanOrEqual(finished * 100);

  await engine.upsert(spec.id, [row("after", [0, 0, 0, 1])], going);
  await engine.optimize(spec.id, going);
  expect(await engine.open(spec, going)).toBe(rows + 1);
  const query = { values: Float32Array.from([1, 0, 0, 0]), limit: 200, filter: { batch: finished - 1 } };
  expect(await engine.search(spec.id, query, going)).toHaveLength(100);
});
