import { type Wire, wire } from "@platform/core";
import * as v from "@platform/core/wire";
import { scopes } from "../scopes.ts";
import type { ApiKey, CreatedApiKey } from "./api-key.ts";
import type { CreateApiKeyParams } from "./create-api-key.ts";
import type { DeleteApiKeyParams } from "./delete-api-key.ts";
import type { ListApiKeysParams } from "./list-api-keys.ts";

export const createApiKeyParams: Wire<CreateApiKeyParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({
    name: v.text(255),
    scopes: scopes(),
    expiresAt: v.optional(v.timestamp()),
  }),
);

export const listApiKeysParams: Wire<ListApiKeysParams> = /* @__PURE__ */ wire(() =>
  v.strictObject(v.pageParams()),
);

export const deleteApiKeyParams: Wire<DeleteApiKeyParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({ keyId: v.text(64) }),
);

const shape = () => ({
  id: v.string(),
  name: v.string(),
  prefix: v.string(),
  scopes: v.array(v.string()),
  createdAt: v.timestamp(),
  expiresAt: v.nullable(v.timestamp()),
  lastUsedAt: v.nullable(v.timestamp()),
});

export const apiKey: Wire<ApiKey> = /* @__PURE__ */ wire(() => v.object(shape()));

export const createdApiKey: Wire<CreatedApiKey> = /* @__PURE__ */ wire(() =>
  v.object({ ...shape(), key: v.string() }),
);
