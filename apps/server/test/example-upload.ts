import { createHash } from "node:crypto";
import { defineUpload, wire } from "@platform/core";
import * as v from "@platform/core/wire";
import type { Operation } from "../src/http/operation.ts";
import { fail } from "../src/http/errors/http-error.ts";
import { serve } from "../src/http/serve.ts";

interface Kept {
  name: string;
  sizeBytes: number;
  sha256: string;
}

export const keepBytes = defineUpload<{ name: string }, Kept>({
  name: "keepBytes",
  route: "PUT /v1/kept/{name}",
  params: wire(() => v.strictObject({ name: v.text(64) })),
  result: wire(() => v.object({ name: v.string(), sizeBytes: v.number(), sha256: v.string() })),
  scope: "sandbox:write",
});

/** Digests what it is sent; `taken` has a line for each time it was asked. */
export function serveKeepBytes(): { operation: Operation; taken: string[] } {
  const taken: string[] = [];
  const operation = serve(
    keepBytes,
    async ({ body }, { name }) => {
      taken.push(name);
      if (name === "refused" && taken.length === 1) fail(409, "not_now", "Not now.");
      const hash = createHash("sha256");
      let sizeBytes = 0;
      for await (const chunk of body) {
        hash.update(chunk);
        sizeBytes += chunk.byteLength;
      }
      return { name, sizeBytes, sha256: hash.digest("hex") };
    },
    { bodyLimit: 1_000_000 },
  );
  return { operation, taken };
}
