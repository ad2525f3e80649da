import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parts } from "../src/parts.ts";
import { badRequest, type WireRequest } from "./bad-input/bad-request.ts";
import { faultOf } from "./bad-input/judge.ts";
import { send } from "./bad-input/send.ts";
import { type Fixtures, makeFixtures, soundValues } from "./bad-input/sound-values.ts";
import { startWholePlatform, type WholePlatform } from "./whole-platform.ts";

const numRuns = Number(process.env["BAD_INPUT_RUNS"] ?? 100);
const seed = Number(process.env["BAD_INPUT_SEED"] ?? 20261121);

let platform: WholePlatform;
let fixtures: Fixtures;
beforeAll(async () => {
  platform = await startWholePlatform();
  fixtures = await makeFixtures(platform);
});
afterAll(() => platform.stop());

describe("bad input is answered as agreed, never with a failure of ours", () => {
  test.each(parts.operations.map(({ contract }, at) => [contract.name, contract, at] as const))(
    "%s",
    async (name, contract, at) => {
      const requests = badRequest(contract, soundValues(contract, fixtures));
      const statuses: Record<number, number> = {};
      const faults: string[] = [];
      for (const request of fc.sample(requests, { seed: seed + at, numRuns })) {
        const answer = await send(platform.url, platform.key, request);
        statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
        const fault = faultOf(answer);
        if (fault !== undefined) faults.push(`${fault}\n  to ${shown(request)}`);
      }
      if (process.env["BAD_INPUT_TELL"]) console.log(name, statuses);
      expect(faults).toEqual([]);
      // Most faults must be met as such, or the cases are not bad.
      expect(statuses[400] ?? 0).toBeGreaterThan(numRuns / 20);
    },
  );

  test("nothing was logged as unexpected", () => {
    expect(platform.logs.filter((line) => line.includes("unexpected failure"))).toEqual([]);
  });
});

function shown({ method, target, headers, body }: WireRequest): string {
  return JSON.stringify([method, target.slice(0, 300), headers, body?.toString().slice(0, 300)]);
}
