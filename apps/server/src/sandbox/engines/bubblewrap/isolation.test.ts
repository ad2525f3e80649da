import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { asRoot, engineForTests, onLinux, processStatus, sandboxProcesses } from "./testing.ts";

const sleeping = () => sandboxProcesses().filter((pid) => processStatus(pid).name === "sleep");

describe.skipIf(!onLinux)("what a program in a bubblewrap sandbox cannot reach", () => {
  const test = engineForTests();

  it("the kernel's settings: core_pattern is the way to become root on the host", async () => {
    const box = await test.box();
    const before = readFileSync("/proc/sys/kernel/core_pattern", "utf8");
    const tryAll = `
import os
for folder, _, names in os.walk("/proc/sys"):
    for name in names:
        path = os.path.join(folder, name)
        try:
            os.close(os.open(path, os.O_WRONLY)); print("open", path)
        except OSError: pass
print(os.access("/proc/sys", os.W_OK))
for path in ("/proc/sysrq-trigger", "/proc/irq", "/proc/bus"):
    if os.access(path, os.W_OK): print("writable", path)
`;
    expect((await box.python(tryAll)).stdout).toBe("False\n");
    const write = await box.bash("echo '|/tmp/x' > /proc/sys/kernel/core_pattern");
    expect(write.stderr).toContain("Read-only file system");
    expect(readFileSync("/proc/sys/kernel/core_pattern", "utf8")).toBe(before);
  });

  it.runIf(asRoot)(
    "the host's root: its processes have a host user of their own, and no groups",
    async () => {
      const [one, two] = [await test.box(), await test.box()];
      await Promise.all([one, two].map((box) => box.bash("sleep 1234 & :")));
      await expect.poll(sleeping).toHaveLength(2);
      const statuses = sandboxProcesses().map(processStatus);
      const users = new Set(statuses.flatMap(({ uids }) => uids));
      for (const uid of users) expect(uid).toBeGreaterThanOrEqual(1_900_000_000);
      expect(users.size).toBeGreaterThanOrEqual(2);
      const sleepers = statuses.filter(({ name }) => name === "sleep").map(({ uids }) => uids[0]);
      expect(new Set(sleepers).size).toBe(2);
      for (const { groups } of statuses) expect(groups).toBe("");
    },
  );

  it("new rights: no capabilities, no_new_privs and the filter on", async () => {
    const box = await test.box();
    const { stdout } = await box.bash("cat /proc/self/status; id -u");
    const status = Object.fromEntries(stdout.split("\n").map((line) => line.split(/:\s*/)));
    expect(status).toMatchObject({ NoNewPrivs: "1", Seccomp: "2" });
    for (const set of ["Inh", "Prm", "Eff", "Bnd", "Amb"]) expect(status[`Cap${set}`]).toBe("0".repeat(16));
    expect(stdout.trim().endsWith("1000")).toBe(true);
  });

  it("host files: only the named folders exist, none but its own may be written", async () => {
    const secretFolder = mkdtempSync("/var/tmp/sandbox-secret-");
    onTestFinished(() => rmSync(secretFolder, { recursive: true }));
    writeFileSync(`${secretFolder}/secret`, "s3cret", { mode: 0o644 });
    const box = await test.box();
    expect((await box.run(["cat", `${secretFolder}/secret`])).stderr).toContain("No such file");
    const { stdout } = await box.bash(
      "ls -A / /home /tmp /usr/local /usr/local/bin; ls -A /etc; cat /etc/passwd",
    );
    const expected = [
      "/:",
      "bin",
      "dev",
      "etc",
      "home",
      "lib",
      "lib32",
      "lib64",
      "libx32",
      "proc",
      "sbin",
      "tmp",
      "usr",
    ];
    expect(expected).toEqual(expect.arrayContaining(stdout.split("\n\n")[0]?.split("\n") ?? ["nothing"]));
    expect(stdout).toContain("/home:\nuser\n\n");
    expect(stdout).toContain("/tmp:\n\n");
    expect(stdout).toContain("/usr/local:\nbin\n\n/usr/local/bin:\nnode\n");
    expect(stdout).not.toMatch(/shadow|root:/);
    const places = "/ /usr /usr/local /usr/local/bin /etc /etc/ssl/certs /dev /proc /home";
    const writable = await box.bash(
      `for at in ${places}; do touch $at/x 2>/dev/null && echo $at; done; touch /tmp/x ~/x`,
    );
    expect(writable).toMatchObject({ stdout: "", exitCode: 0 });
  });

  it("what the kernel tells about itself: addresses, memory and keys", async () => {
    const box = await test.box();
    const { stdout } = await box.bash(
      "cat /proc/kallsyms /proc/kcore /proc/keys /proc/timer_list 2>/dev/null | wc -c",
    );
    expect(stdout).toBe("0\n");
  });

  it("host processes: it sees only its own", async () => {
    const box = await test.box();
    const listing =
      "import os; print([int(name) for name in os.listdir('/proc') if name.isdigit()] == [1, os.getpid()])";
    expect((await box.python(listing)).stdout).toBe("True\n");
    expect((await box.run(["hostname"])).stdout).toBe("sandbox\n");
  });

  it("another sandbox's files and processes", async () => {
    const [one, two] = [await test.box(), await test.box()];
    await one.bash("echo mine > /home/user/f; echo mine > /tmp/f; echo mine > /dev/shm/f; sleep 1234 & :");
    expect((await two.bash("ls -A /home/user /tmp /dev/shm | grep -c f; pgrep sleep")).stdout).toBe("0\n");
  });

  it("the agent: it cannot be killed, stopped, read or altered by a neighbour", async () => {
    const box = await test.box();
    const { stderr } = await box.bash(
      "for s in KILL STOP INT TERM CHLD; do kill -$s 1; done; cat /proc/1/environ; ls /proc/1/fd; : > /proc/1/mem",
    );
    expect(stderr.match(/Permission denied/g)).toHaveLength(3);
    expect((await box.run(["echo", "fine"])).stdout).toBe("fine\n");
  });

  it("the server's channel: a program gets three descriptors", async () => {
    const box = await test.box();
    const script =
      "import os\nfor fd in range(200):\n  try: print(fd, os.readlink(f'/proc/self/fd/{fd}'))\n  except OSError: pass";
    const { stdout } = await box.python(script);
    expect(stdout.replaceAll(/\[\d+\]/g, "")).toBe("0 pipe:\n1 pipe:\n2 pipe:\n");
  });
});

describe.skipIf(!onLinux)("the network of a bubblewrap sandbox", () => {
  const test = engineForTests();

  it("has no way out, neither to the host nor on", async () => {
    const listening = await new Promise<{ port: number; close(): void }>((resolve) => {
      const server = createServer().listen(0, "0.0.0.0", () => {
        const address = server.address();
        resolve({
          port: typeof address === "object" ? (address?.port ?? 0) : 0,
          close: () => server.close(),
        });
      });
    });
    onTestFinished(() => listening.close());
    const box = await test.box();
    const connect = (host: string) => `
import socket
try: socket.create_connection(("${host}", ${listening.port}), 2); print("connected")
except OSError as problem: print(problem.errno)`;
    expect((await box.python(connect("127.0.0.1"))).stdout).toBe("111\n");
    expect((await box.python(connect("192.0.2.1"))).stdout).toBe("101\n");
    expect((await box.bash("ls /sys 2>&1; tail -n +3 /proc/net/dev | cut -d: -f1")).stdout).toMatch(
      /^ls: .*\n +lo\n$/,
    );
  });

  it("cannot reach the host's abstract sockets", async () => {
    const name = `sandbox-test-${process.pid}`;
    const server = createServer().listen(`\0${name}`);
    onTestFinished(() => void server.close());
    const box = await test.box();
    const script = `import socket\ntry: socket.socket(socket.AF_UNIX).connect("\\0${name}"); print("connected")\nexcept OSError as e: print(e.errno)`;
    expect((await box.python(script)).stdout).toBe("111\n");
  });

  it("lets programs in one sandbox talk to each other", async () => {
    const box = await test.box();
    await box.bash(
      "echo hello > index.html; python3 -m http.server 8000 --bind 127.0.0.1 >/dev/null 2>&1 & :",
    );
    const fetching = `
import time, urllib.request
for _ in range(200):
    try: print(urllib.request.urlopen("http://127.0.0.1:8000/").read().decode(), end=""); break
    except OSError: time.sleep(0.05)`;
    expect((await box.python(fetching)).stdout).toBe("hello\n");
    const other = await test.box();
    expect((await other.bash("exec 3<>/dev/tcp/127.0.0.1/8000")).stderr).toContain("refused");
  });
});
