import { expect, test } from "vitest";
import { echo, notes, ticks } from "../../../test/actions.ts";
import { collect, failure } from "../../../test/server.ts";
import { serveAll, text } from "../../../test/testing/served.ts";
import { faults, randomFaults } from "../../testing.ts";

const quick = { retry: false } as const;

test("a list of faults strikes one request each, and can be replaced", async () => {
  await using server = await serveAll(["status-503", "ok", "html"]);
  const client = server.client(quick);
  const call = () => echo(client, { text }).then(String, ({ name }: Error) => name);
  expect(
    [await call(), await call(), await call(), await call()].map((said) =>
      said.replace("[object Object]", "ok"),
    ),
  ).toEqual(["ServerError", "ok", "DecodeError", "ok"]);
  server.plan(["status-401"]);
  expect(await call()).toBe("AuthenticationError");
  expect(server.requests.map(({ outcome }) => outcome)).toEqual([
    "status-503",
    "ok",
    "html",
    "ok",
    "status-401",
  ]);
});

test("a name that is no fault is refused at once", async () => {
  const error = await failure(serveAll(["reset-mid-boddy" as "html"]));
  expect(error.message).toContain('There is no fault "reset-mid-boddy"');
});

test("refused is the system's own refusal, and reaches no server", async () => {
  await using server = await serveAll(["refused", "ok"]);
  const error = await failure(echo(server.client(quick), { text }));
  expect(error).toMatchObject({
    name: "ConnectionError",
    cause: { code: "ECONNREFUSED", syscall: "connect" },
  });
  expect(server.requests).toHaveLength(0);
  expect(await echo(server.client(quick), { text })).toEqual({ text });
});

test("among requests at once, each goes by the fault it was sent with", async () => {
  await using server = await serveAll(["refused", "ok", "refused", "ok", "refused"]);
  const calls = Array.from({ length: 5 }, () => echo(server.client(quick), { text }));
  const settled = await Promise.allSettled(calls);
  expect(settled.filter(({ status }) => status === "rejected")).toHaveLength(3);
  expect(server.requests.map(({ outcome }) => outcome)).toEqual(["ok", "ok"]);
});

test("the same seed gives the same faults, another one others, at the rate asked for", async () => {
  const draw = (seed: number, rate: number) => {
    const plan = randomFaults({ seed, rate });
    return Array.from({ length: 1_000 }, (_, at) =>
      plan({ kind: at % 2 ? "list" : "stream", number: at + 1 }),
    );
  };
  expect(draw(7, 0.5)).toEqual(draw(7, 0.5));
  expect(draw(7, 0.5)).not.toEqual(draw(8, 0.5));
  const struck = draw(7, 0.5).filter((outcome) => outcome !== "ok").length;
  expect(struck).toBeGreaterThan(430);
  expect(struck).toBeLessThan(570);
  expect(draw(7, 0).every((outcome) => outcome === "ok")).toBe(true);
  // Every fault has its turn, and none that cannot strike the kind.
  const all = draw(1, 1);
  expect(new Set(all)).toEqual(
    new Set(
      faults
        .filter(({ kinds }) => kinds.includes("list") || kinds.includes("stream"))
        .map(({ name }) => name),
    ),
  );
  const onLists = new Set(all.filter((_, at) => at % 2));
  for (const { name, kinds } of faults) if (!kinds.includes("list")) expect(onLists).not.toContain(name);
});

test("a program that retries gets its answers through half a hundred random faults", async () => {
  const only = faults
    .filter(({ name }) => /^(reset|closed|answer|status-50[234])/.test(name))
    .map(({ name }) => name);
  const met: string[][] = [];
  for (let round = 0; round < 2; round++) {
    await using server = await serveAll(randomFaults({ seed: 42, rate: 0.4, only }));
    const client = server.client({ retry: { retries: 20, delay: () => 0 } });
    for (let at = 0; at < 20; at++) {
      expect(await echo(client, { text: String(at) })).toEqual({ text: String(at) });
      expect(await notes(client).all()).toHaveLength(2);
    }
    expect(server.effects.filter(({ action }) => action === "echo")).toHaveLength(20);
    met.push(server.requests.map(({ outcome }) => outcome));
  }
  expect(met[1]).toEqual(met[0]);
});

test("a fault that cannot strike a kind leaves it unharmed", async () => {
  await using server = await serveAll(["missing-done", "missing-done"]);
  expect(await echo(server.client(), { text })).toEqual({ text });
  expect(await failure(collect(ticks(server.client())))).toMatchObject({ code: "stream_truncated" });
});
