import { expect, test } from "vitest";
import { Exact } from "../../http/meter/decimals.ts";
import { type Group, noSum, regroup, toCostSum } from "./sums.ts";

const group = (model: string, cost: number, units: Record<string, number>): Group => ({
  ...noSum(),
  key: { model },
  currency: "USD",
  cost: new Exact(cost),
  units: new Map(Object.entries(units).map(([unit, amount]) => [unit, new Exact(amount)])),
});

test("whatever order the database gives, groups and units come in one", () => {
  const groups = [
    group("b", 1, { output_token: 1, input_token: 2 }),
    group("a", 1, { request: 1 }),
    group("c", 2, {}),
    group("b", 0, { image: 1, input_token: 1 }),
  ];
  const shown = (order: readonly Group[]) =>
    JSON.stringify(regroup(order, (key) => key).map((each) => [each.key, toCostSum("USD", each)]));
  expect(shown(groups.toReversed())).toBe(shown(groups));
  expect(regroup(groups, (key) => key).map(({ key }) => key["model"])).toEqual(["c", "a", "b"]);
});
