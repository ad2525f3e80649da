import { type Wire, wire } from "@platform/core";
import * as v from "@platform/core/wire";
import type { CreateSandboxParams } from "./create-sandbox.ts";
import type { SandboxIdParams } from "./get-sandbox.ts";
import type { ListSandboxesParams } from "./list-sandboxes.ts";
import type { SandboxInfo, SandboxSize, SandboxStatus } from "./sandbox.ts";

const sizes: SandboxSize[] = ["small", "medium", "large", "xlarge"];
const statuses: SandboxStatus[] = ["running", "killed", "expired", "lost"];

export const createSandboxParams: Wire<CreateSandboxParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({
    template: v.optional(v.text(64)),
    size: v.optional(v.oneOf(sizes)),
    ttlMinutes: v.optional(v.whole(1, 1_440)),
    env: v.optional(
      v.recordOf(
        v.shaped(/^[A-Za-z_][A-Za-z0-9_]{0,127}$/, "name variables like MY_VALUE"),
        v.text(32_768, 0),
        256,
      ),
    ),
    labels: v.optional(v.tags()),
  }),
);

export const sandboxIdParams: Wire<SandboxIdParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({ sandboxId: v.text(64) }),
);

export const listSandboxesParams: Wire<ListSandboxesParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({
    ...v.pageParams(),
    status: v.optional(v.oneOf(statuses)),
  }),
);

export const sandboxInfo: Wire<SandboxInfo> = /* @__PURE__ */ wire(() =>
  v.object({
    id: v.string(),
    status: v.oneOf(statuses),
    template: v.string(),
    size: v.oneOf(sizes),
    isolation: v.string(),
    labels: v.record(v.string(), v.string()),
    runId: v.nullable(v.string()),
    createdAt: v.timestamp(),
    expiresAt: v.timestamp(),
    endedAt: v.nullable(v.timestamp()),
  }),
);
