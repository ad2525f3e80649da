import { type Wire, wire } from "@platform/core";
import { pageParams, tags, text, timestamp } from "@platform/core/wire";
import * as v from "valibot";
import type { CreateSandboxParams } from "./create-sandbox.ts";
import type { SandboxIdParams } from "./get-sandbox.ts";
import type { ListSandboxesParams } from "./list-sandboxes.ts";
import type { SandboxInfo, SandboxSize, SandboxStatus } from "./sandbox.ts";

const sizes: SandboxSize[] = ["small", "medium", "large", "xlarge"];
const statuses: SandboxStatus[] = ["running", "killed", "expired", "lost"];

export const createSandboxParams: Wire<CreateSandboxParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({
    template: v.optional(text(64)),
    size: v.optional(v.picklist(sizes, `choose from ${sizes.join(", ")}`)),
    ttlMinutes: v.optional(
      v.pipe(
        v.number(),
        v.integer("write whole minutes"),
        v.minValue(1, "at least 1"),
        v.maxValue(1_440, "at most 1440"),
      ),
    ),
    env: v.optional(
      v.record(
        v.pipe(v.string(), v.regex(/^[A-Za-z_][A-Za-z0-9_]{0,127}$/, "name variables like MY_VALUE")),
        v.pipe(v.string(), v.maxLength(32_768)),
      ),
    ),
    labels: v.optional(tags()),
  }),
);

export const sandboxIdParams: Wire<SandboxIdParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({ sandboxId: text(64) }),
);

export const listSandboxesParams: Wire<ListSandboxesParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({
    ...pageParams(),
    status: v.optional(v.picklist(statuses, `choose from ${statuses.join(", ")}`)),
  }),
);

export const sandboxInfo: Wire<SandboxInfo> = /* @__PURE__ */ wire(() =>
  v.object({
    id: v.string(),
    status: v.picklist(statuses),
    template: v.string(),
    size: v.picklist(sizes),
    isolation: v.string(),
    labels: v.record(v.string(), v.string()),
    runId: v.nullable(v.string()),
    createdAt: timestamp(),
    expiresAt: timestamp(),
    endedAt: v.nullable(timestamp()),
  }),
);
