import { type Wire, wire } from "@platform/core";
import * as v from "@platform/core/wire";
import { states } from "../states.ts";
import type { Info } from "./get-info.ts";

const named = () => ({ id: v.string(), name: v.string() });

export const info: Wire<Info> = /* @__PURE__ */ wire(() =>
  v.object({
    version: v.string(),
    organization: v.object(named()),
    project: v.object(named()),
    key: v.object({
      ...named(),
      prefix: v.string(),
      scopes: v.array(v.string()),
      memberId: v.nullable(v.string()),
      expiresAt: v.nullable(v.timestamp()),
    }),
    domains: states(),
  }),
);
