import { describe, expect, it } from "vitest";
import { engineForTests, never, onLinux } from "./testing.ts";

describe.skipIf(!onLinux)("commands in a bubblewrap sandbox", () => {
  const test = engineForTests();

  it("runs python, node and bash", async () => {
    const box = await test.box();
    expect(await box.python("print(6 * 7)")).toMatchObject({ stdout: "42\n", stderr: "", exitCode: 0 });
    const script = "console.log(process.version, [1, 2].map((n) => n * 2).join())";
    expect((await box.run(["node", "-e", script])).stdout).toBe(`${process.version} 2,4\n`);
    expect(await box.bash("echo $((6 * 7)) | tr 4 5; echo bad >&2; exit 3")).toMatchObject({
      stdout: "52\n",
      stderr: "bad\n",
      exitCode: 3,
    });
  });

  it("gives only the environment it was told, the request's before the sandbox's", async () => {
    const box = await test.box({}, { A: "sandbox", B: "sandbox" });
    const { stdout } = await box.run(["env"], { env: { B: "request", LANG: "de_DE.UTF-8" } });
    expect(stdout.trim().split("\n").toSorted()).toEqual([
      "A=sandbox",
      "B=request",
      "HOME=/home/user",
      "LANG=de_DE.UTF-8",
      "PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin",
      "TERM=dumb",
      "USER=user",
    ]);
  });

  it("starts in the home folder or where it is told", async () => {
    const box = await test.box();
    expect((await box.run(["pwd"])).stdout).toBe("/home/user\n");
    expect((await box.bash("mkdir -p deep/er; cd deep; pwd")).stdout).toBe("/home/user/deep\n");
    expect((await box.run(["pwd"], { cwd: "deep/er" })).stdout).toBe("/home/user/deep/er\n");
    expect((await box.run(["pwd"], { cwd: "/tmp" })).stdout).toBe("/tmp\n");
    await expect(box.run(["pwd"], { cwd: "/nowhere" })).rejects.toMatchObject({ code: "invalid_input" });
  });

  it("passes stdin on, whatever its size, and closes it", async () => {
    const box = await test.box();
    const stdin = "ä".repeat(700_000);
    expect((await box.run(["wc", "-c"], { stdin })).stdout).toBe("1400000\n");
    expect((await box.run(["cat"], { stdin, maxOutputBytes: 2_000_000 })).stdout).toBe(stdin);
    expect((await box.run(["cat"])).stdout).toBe("");
    expect((await box.run(["true"], { stdin })).exitCode).toBe(0);
  });

  it("says 127 for a missing program, 126 for one that may not run, 128 + n for a signal", async () => {
    const box = await test.box();
    expect(await box.run(["no-such"])).toMatchObject({
      exitCode: 127,
      stderr: expect.stringContaining("no-such"),
    });
    expect((await box.run(["/etc/passwd"])).exitCode).toBe(126);
    expect((await box.bash("kill -TERM $$")).exitCode).toBe(143);
  });

  it.each([[[]], [[""]], [["echo", "a\0b"]], [["echo", "x".repeat(2_000_000)]]])(
    "refuses arguments that cannot be (%#)",
    async (argv) => {
      const box = await test.box();
      await expect(box.run(argv)).rejects.toMatchObject({ code: "invalid_input", param: "argv" });
    },
  );

  it("cuts each stream at its cap, at a whole character, and says so", async () => {
    const box = await test.box();
    const flood = await box.bash("yes | head -c 5000000; yes ä | head -c 300000 >&2", {
      maxOutputBytes: 10_000,
    });
    expect(flood).toMatchObject({ exitCode: 0, truncated: true });
    expect(flood.stdout).toBe("y\n".repeat(5_000));
    expect(Buffer.byteLength(flood.stderr)).toBeLessThanOrEqual(10_000);
    expect(flood.stderr).not.toContain("\ufffd");
    expect(await box.run(["head", "-c", "10", "/dev/zero"], { maxOutputBytes: 10 })).toMatchObject({
      truncated: false,
      stdout: "\0".repeat(10),
    });
  });

  it("ends a command and its children at its time limit", async () => {
    const box = await test.box();
    const result = await box.bash(
      "trap '' TERM; sleep 1234 & (setsid sleep 4321 &) ; echo begun; sleep 1234",
      {
        timeoutMs: 1_000,
      },
    );
    expect(result).toMatchObject({ timedOut: true, exitCode: 137, stdout: "begun\n", outOfMemory: false });
    expect((await box.bash("pgrep -f 'sleep 1234' -x")).stdout).toBe("");
  });

  it("ends a command when its signal aborts", async () => {
    const box = await test.box();
    const abort = new AbortController();
    const running = box.bash("touch begun; exec sleep 1234", {}, abort.signal);
    await box.bash("until [ -e begun ]; do :; done");
    abort.abort(new Error("enough"));
    await expect(running).rejects.toThrow("enough");
    await box.bash("while pgrep -x sleep; do :; done");
    await expect(box.run(["true"], {}, AbortSignal.abort(new Error("before")))).rejects.toThrow("before");
  });

  it("answers when the program ends, though a background process holds its output", async () => {
    const box = await test.box();
    expect(await box.bash("sleep 1234 & echo over")).toMatchObject({ stdout: "over\n", exitCode: 0 });
    expect((await box.bash("pgrep -x sleep | wc -l")).stdout).toBe("1\n");
  });

  it("runs many at once without mixing them up", async () => {
    const box = await test.box();
    for (let round = 0; round < 5; round++) {
      const inputs = Array.from({ length: 20 }, (_, index) => `${round} ${index} `.repeat(10_000));
      const results = await Promise.all(inputs.map((stdin) => box.run(["cat"], { stdin })));
      for (const [index, { stdout }] of results.entries()) expect(stdout === inputs[index]).toBe(true);
    }
  });

  it("does not know other ids", async () => {
    const request = { argv: ["true"], timeoutMs: 1_000, maxOutputBytes: 1 };
    await expect(test.engine.exec("sbx_none", request, never)).rejects.toMatchObject({ code: "not_found" });
  });
});
