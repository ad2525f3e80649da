import { asTool } from "../src/tools.ts";
import { counts, echo, getFile, look, notes, putFile, ticks } from "./actions.ts";
import { json, serve, type TestServer } from "./server.ts";

/** The operations of the tests as tools. */
export const tools = {
  echo: asTool(echo, { description: "Says it back.", params: { text: "What to say." } }),
  look: asTool(look),
  notes: asTool(notes),
  ticks: asTool(ticks),
  counts: asTool(counts),
  putFile: asTool(putFile),
  getFile: asTool(getFile),
};
export const all: (typeof tools)["echo"][] = Object.values(tools);

/** A server that says back what `echo` sends. */
export const echoing = (): Promise<TestServer> =>
  serve((response, { body }) => json(response, JSON.parse(body)));

/** A call as OpenAI's chat completions make it. */
export const chatCall = (name: string, args: unknown) => ({
  id: "call_1",
  type: "function" as const,
  function: { name, arguments: typeof args === "string" ? args : JSON.stringify(args) },
});
