import { setTimeout as sleep } from "node:timers/promises";
import * as v from "valibot";
import { wire } from "../../../packages/core/src/action/schema.ts";
import { EngineError } from "../src/engine-error.ts";
import type { DownloadContract, StreamContract, UploadContract } from "../src/http/contract.ts";
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
export const witnessed = { aborted: 0 };

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
