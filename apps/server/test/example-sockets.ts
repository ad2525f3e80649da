import { setTimeout as sleep } from "node:timers/promises";
import { defineSocket, type SocketAction, wire } from "@platform/core";
import * as v from "valibot";
import { EngineError } from "../src/engine-error.ts";
import { serve } from "../src/http/serve.ts";

interface ChatParams {
  room: string;
  seats?: number | undefined;
}
interface Message {
  text: string;
}

const message = wire<Message>(() => v.strictObject({ text: v.string() }));

export const chat: SocketAction<ChatParams, Message, Message> = defineSocket({
  name: "chat",
  route: "GET /v1/rooms/{room}/chat",
  params: wire(() => v.strictObject({ room: v.string(), seats: v.optional(v.number()) })),
  incoming: message,
  outgoing: message,
  scope: "sandbox:write",
});

/** What the chats of this file did, for tests to look at. */
export const witnessed = { aborted: 0, ended: 0, said: 0 };

/** Says back what it hears, in capitals; some words make it do something else. */
export const serveChat = serve(chat, async function* (context, { room, seats = 0 }) {
  context.signal.addEventListener("abort", () => witnessed.aborted++, { once: true });
  try {
    if (room !== "silent") yield { text: `${room} ${seats}` };
    if (room === "flood") {
      for (;;) {
        witnessed.said++;
        yield { text: "x".repeat(64 * 1024) };
      }
    }
    if (room === "deaf") await sleep(600_000, undefined, { signal: context.signal });
    for await (const { text } of context.messages) {
      context.meter({ messages: "1" });
      if (text === "bye") return;
      if (text === "refuse") throw new EngineError("not_found", "There is nobody here.");
      if (text === "busy") throw new EngineError("unavailable", "The room is being cleaned.");
      if (text === "break") throw new Error("secret-of-the-house");
      yield text === "wrong" ? ({ text: 5 } as unknown as Message) : { text: text.toUpperCase() };
    }
  } finally {
    witnessed.ended++;
  }
});
