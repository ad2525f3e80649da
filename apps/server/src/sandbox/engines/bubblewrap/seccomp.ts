import { EngineError } from "../../../engine-error.ts";
import { inspectedCalls, newestKnownCall, refusedCalls, type SystemCall } from "./system-calls.ts";

// Classic BPF: 16-bit operation, jumps taken when true or false, 32-bit operand.
type Instruction = readonly [code: number, jumpTrue: number, jumpFalse: number, operand: number];
const loadWord = 0x20;
const jumpEqual = 0x15;
const jumpGreater = 0x25;
const jumpBitSet = 0x45;
const giveBack = 0x06;

// struct seccomp_data, little endian: the low half of an argument is all the kernel reads of an int.
const callAt = 0;
const architectureAt = 4;
const argumentAt = (index: number) => 16 + 8 * index;

const allow = 0x7fff0000;
const killProcess = 0x80000000;
const refuse = (errno: number) => 0x00050000 + errno;
const EPERM = 1;
const ENOSYS = 38;
const EPROTONOSUPPORT = 93;
const EAFNOSUPPORT = 97;

const machines: Readonly<Record<string, { readonly audit: number; readonly column: 0 | 1 }>> = {
  x64: { audit: 0xc000003e, column: 0 },
  arm64: { audit: 0xc00000b7, column: 1 },
};

/** CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID and NEWNET. */
const newNamespaceFlags = 0x7e020000;
/** A network namespace does not cut AF_VSOCK, AF_ALG or Bluetooth, so families are named: unix, inet, inet6, netlink. */
const socketFamilies = [1, 2, 10];
const netlink = 16;
/** Injecting key strokes into a terminal. */
const refusedIoctls = [0x5412, 0x541c];
/** Linux, asking, and without address randomisation (debuggers). */
const personalities = [0, 0x0008, 0x20000, 0x20008, 0xffffffff];

const answer = (value: number): Instruction => [giveBack, 0, 0, value];
/** Runs `steps` when the loaded word equals `value`, else goes on behind them. */
const when = (value: number, steps: Instruction[]): Instruction[] => [
  [jumpEqual, 0, steps.length, value],
  ...steps,
];
const allowOnly = (argument: number, values: readonly number[], otherwise: number): Instruction[] => [
  [loadWord, 0, 0, argumentAt(argument)],
  ...values.flatMap((value) => when(value, [answer(allow)])),
  answer(otherwise),
];

/** The filter of every sandbox as `struct sock_filter[]`, for bubblewrap's `--seccomp`. Everything not refused is allowed.
 * @throws EngineError `unavailable` on a processor other than x86-64 and arm64. */
export function seccompProgram(architecture: string = process.arch): Uint8Array {
  const machine = machines[architecture];
  if (!machine) {
    throw new EngineError(
      "unavailable",
      `sandboxes need an x86-64 or arm64 processor, this is ${architecture}`,
    );
  }
  const on = (call: SystemCall, steps: Instruction[]) => {
    const number = call[machine.column];
    return number === undefined ? [] : when(number, steps);
  };
  const program: Instruction[] = [
    [loadWord, 0, 0, architectureAt],
    [jumpEqual, 1, 0, machine.audit],
    answer(killProcess),
    [loadWord, 0, 0, callAt],
    // Also ends the x32 ABI, which counts from 0x40000000.
    [jumpGreater, 0, 1, newestKnownCall],
    answer(refuse(ENOSYS)),
    ...Object.values(refusedCalls).flatMap((call) => on(call, [answer(refuse(EPERM))])),
    // Its flags lie in memory, out of a filter's reach; C libraries fall back to clone.
    ...on(inspectedCalls.clone3, [answer(refuse(ENOSYS))]),
    ...on(inspectedCalls.clone, [
      [loadWord, 0, 0, argumentAt(0)],
      [jumpBitSet, 0, 1, newNamespaceFlags],
      answer(refuse(EPERM)),
      answer(allow),
    ]),
    ...on(inspectedCalls.socket, [
      [loadWord, 0, 0, argumentAt(0)],
      ...when(netlink, allowOnly(2, [0], refuse(EPROTONOSUPPORT))),
      ...allowOnly(0, socketFamilies, refuse(EAFNOSUPPORT)),
    ]),
    ...on(inspectedCalls.socketpair, allowOnly(0, [1], refuse(EAFNOSUPPORT))),
    ...on(inspectedCalls.ioctl, [
      [loadWord, 0, 0, argumentAt(1)],
      ...refusedIoctls.flatMap((request) => when(request, [answer(refuse(EPERM))])),
      answer(allow),
    ]),
    ...on(inspectedCalls.personality, allowOnly(0, personalities, refuse(EPERM))),
    answer(allow),
  ];
  return assemble(program);
}

function assemble(program: readonly Instruction[]): Uint8Array {
  const bytes = Buffer.alloc(program.length * 8);
  program.forEach(([code, jumpTrue, jumpFalse, operand], index) => {
    bytes.writeUInt16LE(code, index * 8);
    bytes.writeUInt8(jumpTrue, index * 8 + 2);
    bytes.writeUInt8(jumpFalse, index * 8 + 3);
    bytes.writeUInt32LE(operand, index * 8 + 4);
  });
  return bytes;
}
