import { type Wire, wire } from "@platform/core";
import * as v from "@platform/core/wire";
import { scopes } from "../scopes.ts";
import type { CreateTokenParams, Token } from "./create-token.ts";

export const createTokenParams: Wire<CreateTokenParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({ scopes: scopes(), ttlSeconds: v.optional(v.whole(10, 3_600)) }),
);

export const token: Wire<Token> = /* @__PURE__ */ wire(() =>
  v.object({ token: v.string(), scopes: v.array(v.string()), expiresAt: v.timestamp() }),
);
