import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { cgroupFolders, engineForTests, never, onLinux } from "./testing.ts";

describe.skipIf(!onLinux)("limits of a bubblewrap sandbox", () => {
  const test = engineForTests();

  it("ends what takes too much memory, says so, and lives on", async (context) => {
    if (!test.engine.capabilities.memoryLimit) context.skip("no writable memory cgroup");
    const box = await test.box({ memoryMb: 64, diskMb: 8 });
    const greedy = "x = bytearray(400 << 20); print(len(x))";
    expect(await box.python(greedy)).toMatchObject({ exitCode: 137, outOfMemory: true, stdout: "" });
    expect(await box.bash(`python3 -c '${greedy}'; exit $?`)).toMatchObject({
      exitCode: 137,
      outOfMemory: true,
    });
    expect(await box.bash("kill -9 $$")).toMatchObject({ exitCode: 137, outOfMemory: false });
    expect(await box.python("print(1)")).toMatchObject({ stdout: "1\n", outOfMemory: false });
  });

  it("leaves files their room beside the memory", async (context) => {
    if (!test.engine.capabilities.memoryLimit) context.skip("no writable memory cgroup");
    const box = await test.box({ memoryMb: 48, diskMb: 96 });
    expect((await box.bash("head -c 90000000 /dev/zero > full; python3 -c 'print(1)'")).stdout).toBe("1\n");
  });

  it("contains a fork bomb and still answers", async () => {
    const box = await test.box({ pids: 24 });
    const counting =
      "import os\nn = 0\ntry:\n  while os.fork(): n += 1\nexcept BlockingIOError: print(n, flush=True)\nimport time; time.sleep(9)";
    const forks = await box.python(counting, { timeoutMs: 1_500 });
    expect(forks.timedOut).toBe(true);
    expect(Number(forks.stdout)).toBeGreaterThan(10);
    expect(Number(forks.stdout)).toBeLessThanOrEqual(24);
    expect(await box.bash(":() { : | : & }; :; sleep 9", { timeoutMs: 1_500 })).toMatchObject({
      timedOut: true,
    });
    expect((await box.run(["echo", "still here"])).stdout).toBe("still here\n");
  });

  it("gives the kernel the cpu share", async (context) => {
    if (!test.engine.capabilities.cpuLimit) context.skip("no writable cpu cgroup");
    await test.box({ cpus: 0.25 });
    const shares = cgroupFolders().flatMap((folder) => quotas(folder));
    expect(shares).toContain(0.25);
  });

  it.each(["memoryMb", "cpus", "pids", "diskMb"])("refuses a %s that is no positive number", async (name) => {
    for (const value of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      await expect(test.box({ [name]: value })).rejects.toMatchObject({ code: "invalid_input", param: name });
    }
    expect(await test.engine.list(never)).not.toContain("");
  });
});

describe.skipIf(!onLinux)("limits without cgroups", () => {
  const test = engineForTests({ cgroups: false });

  it("bounds memory for each process and the number of processes, and says what it cannot", async () => {
    expect(test.engine.capabilities).toMatchObject({ memoryLimit: false, cpuLimit: false, pidsLimit: true });
    const box = await test.box({ memoryMb: 64, pids: 24 });
    const greedy = await box.python("x = bytearray(2000 << 20)");
    expect(greedy.exitCode).toBe(1);
    expect(greedy.stderr).toContain("MemoryError");
    expect((await box.run(["node", "-p", "6 * 7"])).stdout).toBe("42\n");
    const forks = await box.bash("for i in {1..40}; do sleep 60 & done; wait", { timeoutMs: 1_000 });
    expect(forks.stderr).toContain("Resource temporarily unavailable");
  });
});

/** CPUs per sandbox below a cgroup of either version. */
function quotas(folder: string): number[] {
  const box = (name: string) => {
    try {
      return readFileSync(`${folder}/${name}`, "utf8").trim();
    } catch {
      return undefined;
    }
  };
  return Array.from({ length: 30 }, (_, index) => `box-${index}`).flatMap((name) => {
    const [quota, period] = box(`${name}/cpu.max`)?.split(" ") ?? [
      box(`${name}/cpu.cfs_quota_us`),
      box(`${name}/cpu.cfs_period_us`),
    ];
    return quota && period ? [Number(quota) / Number(period)] : [];
  });
}
