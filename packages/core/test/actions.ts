import * as v from "valibot";
import * as core from "../src/index.ts";

/** One operation of each kind, for the tests. */

export interface Note {
  text: string;
  count?: number | undefined;
}
const note = core.wire<Note>(() => v.object({ text: v.string(), count: v.optional(v.number()) }));

export const echo = core.defineAction<Note, Note>({
  name: "echo",
  route: "POST /v1/echo",
  scope: "test:write",
  params: note,
  result: note,
});

export const look = core.defineAction<{ text?: string | undefined }, Note>({
  name: "look",
  route: "GET /v1/look",
  scope: null,
  params: core.wire(() => v.object({ text: v.optional(v.string()) })),
  result: note,
});

const anything = v.record(v.string(), v.unknown());

/** Any parameters on any route, answered with anything. */
export const free = (route: core.Route) =>
  core.defineAction<Record<string, unknown>, unknown>({
    name: "free",
    route,
    scope: "test:read",
    params: core.wire(() => anything),
    result: core.wire(() => v.unknown()),
  });

export const ticks = core.defineStream<{ from?: number | undefined }, { n: unknown }>({
  name: "ticks",
  route: "POST /v1/ticks",
  scope: "test:read",
  params: core.wire(() => v.object({ from: v.optional(v.number()) })),
  event: core.wire(() => v.looseObject({ n: v.unknown() })),
  constants: { stream: true },
});

export const lasting = core.defineStream<{ from?: number | undefined }, { n: unknown }>({
  ...ticks.contract,
  name: "lasting",
  resumable: core.resume,
});

export const counts = core.defineLines<{ upTo?: number | undefined }, { n: unknown }>({
  name: "counts",
  route: "POST /v1/counts",
  scope: "test:read",
  params: core.wire(() => v.object({ upTo: v.optional(v.number()) })),
  line: core.wire(() => v.looseObject({ n: v.unknown() })),
});

export const notes = core.defineList<core.ListParams & { tag?: string | undefined }, Note>({
  name: "notes",
  route: "GET /v1/notes",
  scope: "test:read",
  params: core.wire(() =>
    v.object({ cursor: v.optional(v.string()), limit: v.optional(v.number()), tag: v.optional(v.string()) }),
  ),
  item: note,
});

const path = core.wire<{ path: string }>(() => v.object({ path: v.string() }));

export const putFile = core.defineUpload<{ path: string }, { size: number }>({
  name: "putFile",
  route: "PUT /v1/files",
  scope: "test:write",
  params: path,
  result: core.wire(() => v.object({ size: v.number() })),
});

export const getFile = core.defineDownload<{ path: string }>({
  name: "getFile",
  route: "GET /v1/files",
  scope: "test:read",
  params: path,
});

export const talk = core.defineSocket<{ room?: string | undefined; tags?: string[] | undefined }, Note, Note>(
  {
    name: "talk",
    route: "GET /v1/talk",
    scope: "test:write",
    params: core.wire(() =>
      v.object({ room: v.optional(v.string()), tags: v.optional(v.array(v.string())) }),
    ),
    incoming: note,
    outgoing: note,
  },
);
