import { type Wire, wire } from "@platform/core";
import * as v from "@platform/core/wire";
import type { GetOrganizationParams } from "./get-organization.ts";
import type { Organization } from "./organization.ts";
import type { UpdateOrganizationParams } from "./update-organization.ts";

export const getOrganizationParams: Wire<GetOrganizationParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({}),
);

export const updateOrganizationParams: Wire<UpdateOrganizationParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({ name: v.text(255) }),
);

export const organization: Wire<Organization> = /* @__PURE__ */ wire(() =>
  v.object({ id: v.string(), name: v.string(), createdAt: v.timestamp() }),
);
