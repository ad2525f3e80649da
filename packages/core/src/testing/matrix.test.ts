import { inspect } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type CallName, calls } from "../../test/testing/calls.ts";
import { type Expected, expected } from "../../test/testing/expected.ts";
import { abortIn, canary, meetFault, type Met } from "../../test/testing/meet-fault.ts";
import { PlatformError } from "../index.ts";
import { type FaultName, faults } from "../testing.ts";

/** Every fault meets every kind of action; `expected.ts` says how each call ends. */
const unhandled: unknown[] = [];
const note = (reason: unknown) => unhandled.push(reason);
beforeAll(() => void process.on("unhandledRejection", note));
afterAll(() => void process.off("unhandledRejection", note));

const names = Object.keys(calls) as CallName[];
const keyed = new Set<CallName>(["action", "upload", "stream", "resumable", "lines"]);
/** Where each call takes 100 MiB, nothing runs beside it. */
const light = faults.filter(({ name }) => name !== "huge-body");

/** The kinds that a fault can strike, each with how its call ends. */
function struckBy(fault: FaultName): Array<{ call: CallName; want: Expected }> {
  const able = names.flatMap((call) => {
    const want = expected(fault, call);
    return want === undefined ? [] : [{ call, want }];
  });
  const kinds = [...new Set(able.map(({ call }) => calls[call].kind))];
  // The table knows exactly the kinds that the fault says it can strike.
  expect(kinds.toSorted()).toEqual(faults.find(({ name }) => name === fault)?.kinds.toSorted());
  return able;
}

function checkEffects(call: CallName, { requests, effects, value }: Met) {
  if (!keyed.has(call) || requests.length === 0) return;
  const keys = new Set(requests.map(({ idempotencyKey }) => idempotencyKey));
  expect([...keys], `keys of ${call}`).toEqual([expect.any(String)]);
  expect(effects.length, `effects of ${call}`).toBeLessThanOrEqual(1);
  if (value !== undefined) expect(effects, `effects of ${call}`).toHaveLength(1);
}

function checkError(error: unknown, what: string) {
  expect(error).toBeInstanceOf(PlatformError);
  const { name, code } = error as PlatformError;
  expect(`${name} ${code}`).toBe(what);
  expect(inspect(error, { depth: 9, showHidden: true }) + JSON.stringify(error)).not.toContain(canary);
}

function checkValue(call: CallName, { end, what }: Expected, value: unknown) {
  const size = 100 * 1_048_576 + calls.download.right.length;
  if (what === "100 MiB") return expect(String(value)).toHaveLength(size);
  return expect(value, call).toEqual(end === "other" ? JSON.parse(what) : calls[call].right);
}

async function meetOnce(fault: FaultName, call: CallName, want: Expected) {
  const met = await meetFault(call, fault, "once");
  const { error, value, requests } = met;
  if (want.end === "final") checkError(error, want.what);
  else if (want.end === "other" && call === "list") {
    // Only its first page is struck.
    expect(value).toEqual([(JSON.parse(want.what) as unknown[])[0], calls.list.right[1]]);
  } else {
    expect(error, call).toBeUndefined();
    checkValue(call, want, value);
  }
  const again = want.end === "repaired" || want.end === "progress" ? 1 : 0;
  const arrived = (call === "list" ? 2 : 1) + again - (fault === "refused" ? 1 : 0);
  expect(requests, call).toHaveLength(want.end === "final" ? 1 : arrived);
  checkEffects(call, met);
}

async function meetAlways(fault: FaultName, call: CallName, want: Expected) {
  const met = await meetFault(call, fault, "always");
  const { error, value, requests } = met;
  if (want.end === "final" || want.end === "repaired") checkError(error, want.what);
  else expect(error, call).toBeUndefined();
  if (error === undefined) checkValue(call, want, value);
  // An error tells how often was asked, but for one of a stream or a download that had opened.
  else if (error.attempts > 0) expect(error.attempts).toBe(want.end === "final" ? 1 : 2);
  if (fault !== "refused") {
    expect(requests.length).toBeGreaterThanOrEqual(
      want.end === "repaired" || want.end === "progress" ? 2 : 1,
    );
  }
  checkEffects(call, met);
}

async function meetAbort(fault: FaultName, call: CallName, want: Expected) {
  const met = await abortIn(call, fault);
  const waits = want.end === "repaired" || want.end === "progress" || /^stall|^heartbeats/.test(fault);
  // What does not wait may have come to its end before.
  if (waits || met.error?.name === "AbortedError") {
    expect(met.error).toMatchObject({ name: "AbortedError", code: "aborted", cause: "enough" });
  } else if (want.end === "final") checkError(met.error, want.what);
  else checkValue(call, want, met.value);
  checkEffects(call, met);
}

const every = async (fault: FaultName, meet: typeof meetOnce): Promise<void> => {
  await Promise.all(struckBy(fault).map(({ call, want }) => meet(fault, call, want)));
};

test.concurrent.each(light)("$name met once", ({ name }) => every(name, meetOnce));

test.concurrent.each(light)("$name met always", ({ name }) => every(name, meetAlways));

test.concurrent.each(light)("$name: an abort ends the call, whatever it waits for", ({ name }) =>
  every(name, meetAbort),
);

test.each(struckBy("huge-body"))("huge-body: $call", async ({ call, want }) => {
  await meetOnce("huge-body", call, want);
  await meetAbort("huge-body", call, want);
});

test("nothing was rejected without anybody hearing of it", async () => {
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(unhandled).toEqual([]);
});
