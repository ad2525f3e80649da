import { once } from "node:events";
import { expect, test } from "vitest";
import { echo, type Note } from "../../test/actions.ts";
import { failure, json, serve } from "../../test/server.ts";
import { all, chatCall } from "../../test/tools.ts";
import { asTool, runTools } from "../tools.ts";

const calls = Array.from({ length: 7 }, (_, at) => ({
  ...chatCall("echo", { text: `${at}` }),
  id: `c${at}`,
}));

test("some at a time, and the messages in the order of the calls", async () => {
  let open = 0;
  let most = 0;
  await using server = await serve(async (response, { body }, count) => {
    most = Math.max(most, ++open);
    // The first waits for the third, so that they end in another order than they began.
    if (count === 1) await once(gate, "third");
    if (count === 3) gate.dispatchEvent(new Event("third"));
    open--;
    json(response, JSON.parse(body));
  });
  const gate = new EventTarget();
  const messages = await runTools(server.client(), all, calls, { concurrency: 2 });
  const wanted = calls.map(({ id }, at) => ({ role: "tool", tool_call_id: id, content: `{"text":"${at}"}` }));
  expect(messages).toEqual(wanted);
  expect(most).toBeLessThanOrEqual(2);
});

test("no calls, no messages; a model's errors are messages among the others", async () => {
  await using server = await serve((response, { body }) => json(response, JSON.parse(body)));
  expect(await runTools(server.client(), all, [])).toEqual([]);
  const mixed = await runTools(server.client(), all, [chatCall("nope", {}), chatCall("echo", { text: "a" })]);
  expect(mixed.map(({ content }) => content)).toEqual([
    expect.stringContaining("unknown_tool"),
    '{"text":"a"}',
  ]);
});

test("what is thrown begins no further call, and waits for those that had begun", async () => {
  let ended = 0;
  const begun = new EventTarget();
  const second = once(begun, "second");
  await using server = await serve((response) => json(response, { text: "a" }));
  const confirm = async ({ text }: Note) => {
    if (text === "0") {
      await second;
      throw new RangeError("mine");
    }
    begun.dispatchEvent(new Event("second"));
    await new Promise((resolve) => setImmediate(resolve));
    return ++ended > 0;
  };
  const tool = asTool(echo, { confirm });
  const error = await failure(runTools(server.client(), [tool], calls, { concurrency: 2 }));
  expect(error).toBeInstanceOf(RangeError);
  expect([ended, server.seen.length]).toEqual([1, 1]);
});
