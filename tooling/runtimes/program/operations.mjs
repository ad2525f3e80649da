// One operation of each kind, declared as a user would declare them.
import {
  defineAction,
  defineDownload,
  defineList,
  defineSocket,
  defineStream,
  defineUpload,
  wire,
} from "@platform/core";
import * as v from "@platform/core/wire";

const named = (name, route) => ({ name, route, scope: "test:use" });
const nothing = wire(() => v.object({}));
const message = wire(() => v.object({ text: v.string() }));

/** Answers with the keys of every attempt; the first attempt is answered with 503. */
export const write = defineAction({
  ...named("write", "POST /v1/write"),
  params: wire(() => v.object({ text: v.string() })),
  result: wire(() => v.object({ text: v.string(), keys: v.array(v.string()) })),
});

/** Answers as the name says. */
export const misbehave = defineAction({
  ...named("misbehave", "GET /v1/misbehave/{how}"),
  params: wire(() => v.object({ how: v.string() })),
  result: message,
});

/** Answers once the connection of that name is closed. */
export const closed = defineAction({
  ...named("closed", "GET /v1/closed/{name}"),
  params: wire(() => v.object({ name: v.string() })),
  result: wire(() => v.object({ closed: v.boolean() })),
});

export const tick = defineStream({
  ...named("tick", "GET /v1/tick/{how}"),
  params: wire(() => v.object({ how: v.string() })),
  event: wire(() => v.object({ n: v.number() })),
});

export const listItems = defineList({
  ...named("listItems", "GET /v1/items"),
  params: wire(() => v.object(v.pageParams())),
  item: wire(() => v.object({ n: v.number() })),
});

export const upload = defineUpload({
  ...named("upload", "PUT /v1/bytes"),
  params: nothing,
  result: wire(() => v.object({ sizeBytes: v.number(), sum: v.number() })),
});

export const download = defineDownload({
  ...named("download", "GET /v1/bytes/{how}"),
  params: wire(() => v.object({ how: v.string() })),
});

export const talk = defineSocket({
  ...named("talk", "GET /v1/talk"),
  params: nothing,
  incoming: message,
  outgoing: message,
});
