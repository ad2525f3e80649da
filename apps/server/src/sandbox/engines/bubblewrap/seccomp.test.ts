import { describe, expect, it } from "vitest";
import { seccompProgram } from "./seccomp.ts";
import { engineForTests, onLinux } from "./testing.ts";

const EPERM = 1;
const ENOSYS = 38;
const EPROTONOSUPPORT = 93;
const EAFNOSUPPORT = 97;

describe.skipIf(!onLinux || process.arch !== "x64")("the system call filter on x86-64", () => {
  const test = engineForTests();

  // Each call with arguments for which an unfiltered kernel gives another errno.
  it.each<[name: string, number: number, args: string, errno: number]>([
    ["mount", 165, "0, 0, 0, 0, 0", EPERM],
    ["unshare(0)", 272, "0", EPERM],
    ["setns(-1)", 308, "-1, 0", EPERM],
    ["ptrace(CONT, 0)", 101, "7, 0, 0, 0", EPERM],
    ["bpf", 321, "9999, 0, 0", EPERM],
    ["io_uring_setup", 425, "1, 0", EPERM],
    ["keyctl(GET_KEYRING_ID)", 250, "0, -3, 0", EPERM],
    ["add_key", 248, "0, 0, 0, 0, 0", EPERM],
    ["perf_event_open", 298, "0, 0, 0, 0, 0", EPERM],
    ["userfaultfd", 323, "-1", EPERM],
    ["open_by_handle_at", 304, "-1, 0, 0", EPERM],
    ["process_vm_readv", 310, "0, 0, 0, 0, 0, 99", EPERM],
    ["clone(NEWUSER)", 56, "0x10000000 | 17, 0, 0, 0, 0", EPERM],
    ["clone3", 435, "0, 0", ENOSYS],
    ["setxattrat, newer than the list", 463, "0, 0, 0, 0, 0, 0", ENOSYS],
    ["an x32 call", 0x40000000 + 39, "", ENOSYS],
    ["personality(READ_IMPLIES_EXEC)", 135, "0x0400000", EPERM],
    ["ioctl(TIOCSTI)", 16, "0, 0x5412, 0", EPERM],
    ["socketpair(AF_NETLINK)", 53, "16, 3, 0, 0", EAFNOSUPPORT],
    ["socket(AF_NETLINK, NETLINK_NETFILTER)", 41, "16, 3, 12", EPROTONOSUPPORT],
  ])("refuses %s", async (_, number, args, errno) => {
    const box = await test.box();
    const call = `import ctypes\nlibc = ctypes.CDLL(None, use_errno=True)\nprint(libc.syscall(${[number, args].filter((part) => part !== "").join(", ")}), ctypes.get_errno())`;
    expect((await box.python(call)).stdout).toBe(`-1 ${errno}\n`);
  });

  it("allows the four socket families and no other, AF_VSOCK and AF_PACKET included", async () => {
    const box = await test.box();
    const script = `
import socket
for family in range(46):
    try: socket.socket(family, socket.SOCK_DGRAM if family != 16 else socket.SOCK_RAW, 0).close(); print("open", family)
    except OSError as problem:
        if problem.errno != ${EAFNOSUPPORT}: print(family, problem)`;
    expect((await box.python(script)).stdout).toBe("open 1\nopen 2\nopen 10\nopen 16\n");
  });

  it("leaves threads, child processes and pipes alone", async () => {
    const box = await test.box();
    const script = `
import threading, subprocess, multiprocessing as m
t = threading.Thread(target=lambda: print("thread", flush=True)); t.start(); t.join()
print(subprocess.run(["echo", "child"], capture_output=True, text=True).stdout, end="")
with m.Pool(2) as pool: print(sum(pool.map(abs, [-1, -2])))`;
    expect((await box.python(script)).stdout).toBe("thread\nchild\n3\n");
  });
});

describe("the program's form", () => {
  it.each([
    ["x64", 0xc000003e],
    ["arm64", 0xc00000b7],
  ])("for %s checks the machine first, ends in a return and never jumps past it", (architecture, audit) => {
    const program = Buffer.from(seccompProgram(architecture));
    const size = program.length / 8;
    expect(program.readUInt32LE(8 + 4)).toBe(audit);
    expect(program.readUInt16LE((size - 1) * 8)).toBe(0x06);
    for (let index = 0; index < size; index++) {
      const far = Math.max(program.readUInt8(index * 8 + 2), program.readUInt8(index * 8 + 3));
      expect(index + 1 + far).toBeLessThanOrEqual(size);
    }
  });

  it("says which processors it knows", () => {
    expect(() => seccompProgram("riscv64")).toThrow(expect.objectContaining({ code: "unavailable" }));
  });
});
