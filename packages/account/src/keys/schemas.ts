import { type Wire, wire } from "@platform/core";
import { listOf, pageParams, shaped, text, timestamp } from "@platform/core/wire";
import * as v from "valibot";
import type { ApiKey, CreatedApiKey } from "./api-key.ts";
import type { CreateApiKeyParams } from "./create-api-key.ts";
import type { DeleteApiKeyParams } from "./delete-api-key.ts";
import type { ListApiKeysParams } from "./list-api-keys.ts";

export const createApiKeyParams: Wire<CreateApiKeyParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({
    name: text(255),
    scopes: listOf(
      shaped(/^(\*|[a-z]+:(\*|read|write))$/, 'write scopes like "vectors:read" or "vectors:*"'),
      50,
      "scopes",
    ),
    expiresAt: v.optional(timestamp()),
  }),
);

export const listApiKeysParams: Wire<ListApiKeysParams> = /* @__PURE__ */ wire(() =>
  v.strictObject(pageParams()),
);

export const deleteApiKeyParams: Wire<DeleteApiKeyParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({ keyId: text(64) }),
);

const shape = () => ({
  id: v.string(),
  name: v.string(),
  prefix: v.string(),
  scopes: v.array(v.string()),
  createdAt: timestamp(),
  expiresAt: v.nullable(timestamp()),
  lastUsedAt: v.nullable(timestamp()),
});

export const apiKey: Wire<ApiKey> = /* @__PURE__ */ wire(() => v.object(shape()));

export const createdApiKey: Wire<CreatedApiKey> = /* @__PURE__ */ wire(() =>
  v.object({ ...shape(), key: v.string() }),
);
