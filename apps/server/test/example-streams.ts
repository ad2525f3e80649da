import { setTimeout as sleep } from "node:timers/promises";
import * as v from "valibot";
import { wire } from "@platform/core";
import { EngineError } from "../src/engine-error.ts";
import type {
  ActionContract,
  DownloadContract,
  LinesContract,
  StreamContract,
  UploadContract,
} from "../src/http/contract.ts";
import { serve } from "../src/http/serve.ts";

interface CountParams {
  upTo: number;
  fail?: "before" | "within" | undefined;
}

export const count: { contract: StreamContract<CountParams, { n: number }> } = {
  contract: {
    kind: "stream",
    name: "count",
    route: "POST /v1/count",
    params: wire(() =>
      v.strictObject({ upTo: v.number(), fail: v.optional(v.picklist(["before", "within"])) }),
    ),
    event: wire(() => v.strictObject({ n: v.number() })),
    constants: { stream: true },
    scope: "inference:use",
  },
};

/** What the streams of this file did, for tests to look at. */
export const witnessed = { aborted: 0, waiting: 0, ended: 0 };

export const serveCount = serve(count, async function* (context, { upTo, fail }) {
  if (fail === "before") throw new EngineError("unavailable", "The counter is away.");
  const from = Number(context.lastEventId ?? 0);
  context.signal.addEventListener("abort", () => witnessed.aborted++, { once: true });
  for (let n = from + 1; n <= upTo; n++) {
    context.meter({ numbers: "1" });
    yield { id: String(n), data: { n } };
    if (fail === "within") throw new EngineError("upstream_failed", "The counter broke.");
    if (upTo > 100) await sleep(5, undefined, { signal: context.signal });
  }
});

interface ExportParams {
  upTo: number;
  fail?: "before" | "within" | "reserved" | undefined;
}

export const exported: { contract: LinesContract<ExportParams, unknown> } = {
  contract: {
    kind: "lines",
    name: "exportNumbers",
    route: "GET /v1/numbers",
    params: wire(() =>
      v.strictObject({ upTo: v.number(), fail: v.optional(v.picklist(["before", "within", "reserved"])) }),
    ),
    line: wire(() => v.strictObject({ n: v.number() })),
    scope: "inference:use",
  },
};

export const serveExport = serve(exported, async function* (context, { upTo, fail }) {
  if (fail === "before") throw new EngineError("unavailable", "The counter is away.");
  context.signal.addEventListener("abort", () => witnessed.aborted++, { once: true });
  try {
    for (let n = 1; n <= upTo; n++) {
      context.meter({ numbers: "1" });
      yield fail === "reserved" ? { done: true } : { n };
      if (fail === "within") throw new EngineError("upstream_failed", "The counter broke.");
      if (upTo > 100) await sleep(5, undefined, { signal: context.signal });
    }
  } finally {
    witnessed.ended++;
  }
});

/** A call that ends only when its signal does. */
export const wait: { contract: ActionContract<object, null> } = {
  contract: {
    kind: "action",
    name: "wait",
    route: "POST /v1/wait",
    params: wire(() => v.strictObject({})),
    result: wire(() => v.null()),
    scope: "inference:use",
  },
};

export const serveWait = serve(wait, async (context) => {
  witnessed.waiting++;
  await sleep(600_000, undefined, { signal: context.signal }).finally(() => witnessed.aborted++);
  return null;
});

export const upload: { contract: UploadContract<{ name: string }, { name: string; bytes: number }> } = {
  contract: {
    kind: "upload",
    name: "uploadBytes",
    route: "POST /v1/bytes",
    params: wire(() => v.strictObject({ name: v.string() })),
    result: wire(() => v.strictObject({ name: v.string(), bytes: v.number() })),
    scope: "inference:use",
  },
};

export const serveUpload = serve(upload, async (context, { name }) => {
  let bytes = 0;
  for await (const chunk of context.body) bytes += chunk.byteLength;
  return { name, bytes };
});

export const download: { contract: DownloadContract<{ size: number }> } = {
  contract: {
    kind: "download",
    name: "downloadBytes",
    route: "GET /v1/bytes/{size}",
    params: wire(() => v.strictObject({ size: v.number() })),
    scope: "inference:use",
  },
};

export const serveDownload = serve(download, async (_, { size }) => ({
  body: new Uint8Array(size).fill(7),
  contentType: "application/octet-stream",
  fileName: "sevens é.bin",
}));
