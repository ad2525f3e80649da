import { expect, test } from "vitest";
import { DIMENSIONS } from "../limits.ts";
import { createJob, type Job } from "./job.ts";
import { createEncodeQueue, planRound } from "./queue.ts";

/** As many tokens as the text has characters. */
const perCharacter = (text: string) => Array.from(text, () => 7);
const job = (id: number, lengths: readonly number[]) =>
  createJob(
    id,
    lengths.map((length) => "x".repeat(length)),
    perCharacter,
  );
const vectors = (count: number) => Array.from({ length: count }, () => new Float32Array(DIMENSIONS).fill(1));

test("cuts batches of at most 32 windows and 1,024 tokens, shortest first", () => {
  const lengths = Array.from({ length: 100 }, (_, i) => 1 + ((i * 37) % 128));
  const batches = planRound([job(1, lengths)]);
  expect(batches.flat()).toHaveLength(100);
  const inOrder = batches.flat().map((window) => window.ids.length);
  expect(inOrder).toEqual(inOrder.toSorted((a, b) => a - b));
  for (const batch of batches) {
    expect(batch.length).toBeLessThanOrEqual(32);
    expect(batch.length * (batch.at(-1)?.ids.length ?? 0)).toBeLessThanOrEqual(1024);
  }
});

test("takes from every job in a round, so that a small one does not wait for a big one", () => {
  const big = job(
    1,
    Array.from({ length: 1000 }, () => 5),
  );
  const small = job(2, [5]);
  expect(
    planRound([big, small])
      .flat()
      .filter((window) => window.job === small),
  ).toHaveLength(1);
  expect(big.taken).toBeLessThan(1000);
});

test("cuts a long text into windows of 128 tokens", () => {
  expect(job(1, [300]).windows.map((window) => window.ids.length)).toEqual([128, 128, 44]);
});

test("joins what arrives together into one batch", async () => {
  const sizes: number[] = [];
  const finished: Job[] = [];
  await new Promise<void>((resolve, reject) => {
    const queue = createEncodeQueue(
      async (windows) => (sizes.push(windows.length), vectors(windows.length)),
      {
        finished: (done) => void (finished.push(done) === 10 && resolve()),
        failed: (_, error) => reject(error),
      },
    );
    for (let id = 0; id < 10; id++) queue.add(job(id, [6]));
  });
  expect(sizes).toEqual([10]);
});

test("never runs what was cancelled in the queue", async () => {
  let ran = 0;
  const finished = await new Promise<Job>((resolve, reject) => {
    const queue = createEncodeQueue(
      async (windows) => {
        ran += windows.length;
        queue.cancel(1);
        return vectors(windows.length);
      },
      { finished: resolve, failed: (_, error) => reject(error) },
    );
    queue.add(
      job(
        1,
        Array.from({ length: 1000 }, () => 5),
      ),
    );
    queue.add(job(2, [120]));
  });
  expect(finished.id).toBe(2);
  expect(ran).toBe(33);
});

test("fails the jobs of a failed batch and goes on", async () => {
  const failures: unknown[] = [];
  const finished = await new Promise<Job>((resolve) => {
    const queue = createEncodeQueue(
      async (windows) => {
        if (windows.length > 1) throw new Error("broken");
        return vectors(1);
      },
      {
        finished: resolve,
        failed(failedJob, error) {
          failures.push([failedJob.id, String(error)]);
          queue.add(job(2, [5]));
        },
      },
    );
    queue.add(job(1, [5, 5]));
  });
  expect(failures).toEqual([[1, "Error: broken"]]);
  expect(finished.id).toBe(2);
});
