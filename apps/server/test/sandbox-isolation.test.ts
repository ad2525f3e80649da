import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import type { SandboxHandle } from "@platform/sandbox";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type SandboxPlatform, startSandboxPlatform, until } from "./sandbox-platform.ts";

let platform: SandboxPlatform;
let box: SandboxHandle;
beforeAll(async () => {
  platform = await startSandboxPlatform();
  box = await platform.box();
});
afterAll(() => platform.stop());

/** The host's processes whose command line says this, as seen from outside. */
const hostProcesses = (mark: string): string[] =>
  readdirSync("/proc").filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/cmdline`, "utf8").startsWith(`sleep\0${mark}`);
    } catch {
      return false;
    }
  });

test("the way out that was found: no kernel setting can be written, least of all core_pattern", async () => {
  const before = readFileSync("/proc/sys/kernel/core_pattern", "utf8");
  const script = `
import os
written = []
for folder, _, names in os.walk("/proc/sys"):
    for name in names:
        path = os.path.join(folder, name)
        for flags in (os.O_WRONLY, os.O_RDWR):
            try:
                os.close(os.open(path, flags))
                written.append(path)
            except OSError:
                pass
try:
    open("/proc/sys/kernel/core_pattern", "w").write("|/tmp/escape")
    written.append("core_pattern")
except OSError as refused:
    print("refused", refused.errno)
print(written)`;
  const out = await box.runCode(script);
  expect(out.stdout).toMatch(/^refused (1|13|30)\n\[\]\n$/);
  expect(readFileSync("/proc/sys/kernel/core_pattern", "utf8")).toBe(before);
});

test("its programs are nobody on the host, with no right left to gain", async () => {
  const run = box.runCommand("exec sleep 90210", { timeoutMs: 60_000 });
  await until(async () => hostProcesses("90210").length > 0);
  const [pid] = hostProcesses("90210");
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const field = (name: string) => new RegExp(`^${name}:\\s*(.*)$`, "m").exec(status)?.[1]?.split(/\s+/) ?? [];
  expect(field("Uid")).not.toContain("0");
  expect(field("Gid")).not.toContain("0");
  expect(field("CapEff")).toEqual(["0000000000000000"]);
  expect(field("CapBnd")).toEqual(["0000000000000000"]);
  expect(field("NoNewPrivs")).toEqual(["1"]);
  expect(field("Seccomp")).toEqual(["2"]);
  for (const space of ["user", "pid", "net", "mnt", "ipc", "uts"]) {
    expect(readlinkSync(`/proc/${pid}/ns/${space}`)).not.toBe(readlinkSync(`/proc/self/ns/${space}`));
  }
  await box.runCommand("pkill -9 -f '^sleep 90210'");
  expect((await run).exitCode).toBe(137);
});

test("there is no network: not this server, not the world, not the machine below", async () => {
  const { hostname, port } = new URL(platform.url);
  const script = `
import socket
def attempt(family, address):
    try:
        with socket.socket(family, socket.SOCK_STREAM) as s:
            s.settimeout(2)
            s.connect(address)
            print("connected", address)
    except OSError as refused:
        print("refused")
attempt(socket.AF_INET, ("${hostname}", ${port}))
attempt(socket.AF_INET, ("1.1.1.1", 80))
attempt(socket.AF_VSOCK, (2, 1024))
try:
    socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
    print("packets")
except OSError:
    print("refused")`;
  expect((await box.runCode(script)).stdout).toBe("refused\n".repeat(4));
});

test("neither the host's files nor its processes nor the server's environment can be seen", async () => {
  const paths = ["/root", "/home/user/..", "/etc/shadow", process.cwd(), "/var/lib"];
  const out = await box.runCommand(`ls -d ${process.cwd()} /etc/shadow /root /var/lib 2>/dev/null; ls /home`);
  expect(out.stdout, paths.join()).toBe("user\n");
  const seen = (await box.runCommand("cat /proc/[0-9]*/cmdline | tr '\\0' ' '")).stdout;
  expect(seen).not.toContain("vitest");
  expect(seen).not.toContain("postgres");
  expect((await box.runCommand("env | cut -d= -f1 | sort | tr '\\n' ' '")).stdout).toBe(
    "HOME LANG PATH PWD SHLVL TERM USER _ ",
  );
});

test("one sandbox sees nothing of another", async () => {
  await using other = await platform.box();
  await box.files.write("/tmp/secret", "mine");
  await box.files.write("secret", "mine");
  expect((await other.runCommand("find /tmp /home /dev/shm -type f")).stdout).toBe("");
  const run = box.runCommand("exec sleep 60606", { timeoutMs: 60_000 });
  await until(async () => hostProcesses("60606").length > 0);
  expect((await other.runCommand("pgrep -f '^sleep 60606'")).exitCode).toBe(1);
  await box.runCommand("pkill -9 -f '^sleep 60606'");
  await run;
});

test("killing leaves no process, also of what went to the background", async () => {
  const doomed = await platform.box();
  await doomed.runCommand("for i in 1 2 3; do setsid sleep 70707 >/dev/null 2>&1 & done");
  await until(async () => hostProcesses("70707").length === 3);
  await doomed.kill();
  expect(hostProcesses("70707")).toEqual([]);
});
