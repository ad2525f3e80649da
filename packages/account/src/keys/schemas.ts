import { type Wire, wire } from "@platform/core";
import * as v from "@platform/core/wire";
import { scopes } from "../scopes.ts";
import type { ApiKey, CreatedApiKey } from "./api-key.ts";
import type { CreateApiKeyParams } from "./create-api-key.ts";
import type { GetApiKeyParams } from "./get-api-key.ts";
import type { ListApiKeysParams } from "./list-api-keys.ts";
import type { RotateApiKeyParams } from "./rotate-api-key.ts";
import type { UpdateApiKeyParams } from "./update-api-key.ts";

export const createApiKeyParams: Wire<CreateApiKeyParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({
    name: v.text(255),
    scopes: scopes(),
    expiresAt: v.optional(v.timestamp()),
    projectId: v.optional(v.text(64)),
    memberId: v.optional(v.nullable(v.text(64))),
  }),
);

export const listApiKeysParams: Wire<ListApiKeysParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({
    ...v.pageParams(),
    projectId: v.optional(v.text(64)),
    memberId: v.optional(v.text(64)),
  }),
);

export const apiKeyIdParams: Wire<GetApiKeyParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({ keyId: v.text(64) }),
);

export const updateApiKeyParams: Wire<UpdateApiKeyParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({
    keyId: v.text(64),
    name: v.optional(v.text(255)),
    scopes: v.optional(scopes()),
    expiresAt: v.optional(v.nullable(v.timestamp())),
  }),
);

export const rotateApiKeyParams: Wire<RotateApiKeyParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({ keyId: v.text(64), overlapSeconds: v.optional(v.whole(0, 2_592_000)) }),
);

const shape = () => ({
  id: v.string(),
  name: v.string(),
  projectId: v.string(),
  memberId: v.nullable(v.string()),
  prefix: v.string(),
  scopes: v.array(v.string()),
  createdAt: v.timestamp(),
  expiresAt: v.nullable(v.timestamp()),
  lastUsedAt: v.nullable(v.timestamp()),
  replacedBy: v.nullable(v.string()),
});

export const apiKey: Wire<ApiKey> = /* @__PURE__ */ wire(() => v.object(shape()));

export const createdApiKey: Wire<CreatedApiKey> = /* @__PURE__ */ wire(() =>
  v.object({ ...shape(), key: v.string() }),
);
