import { type Action, defineAction } from "@platform/core";
import { getHealthParams } from "../health/schemas.ts";
import { info } from "./schemas.ts";

/** Nothing to say. */
export interface GetInfoParams {}

/** Whom the server takes the caller for, and what it serves. */
export interface Info {
  /** The server's version. */
  version: string;
  organization: Named;
  project: Named;
  key: OwnKey;
  /** Whether each domain works on this server; what the key may do there is in its scopes. */
  domains: DomainState[];
}

export interface Named {
  id: string;
  name: string;
}

/** The key that asks, without the key itself. Of a short-lived token: the token. */
export interface OwnKey extends Named {
  /** Its first characters, to recognise it by. */
  prefix: string;
  /** What it may do now, as `domain:verb`; `"*"` is everything. Of a member's key: what their role leaves of its own. */
  scopes: string[];
  /** Whose key it is; `null` for nobody's. */
  memberId: string | null;
  /** When it stops working; `null` for never. */
  expiresAt: string | null;
}

export interface DomainState {
  /** `"sandbox"`, `"vectors"`, … */
  name: string;
  ok: boolean;
  /** What is missing and how to mend it; `null` when nothing is. With `ok`, the rest of the domain works. */
  reason: string | null;
}

/**
 * Reads who asks: the organization, project and key behind the client, and which domains the server serves. Any key
 * may, so it tells whether the client's address and key are right.
 *
 * @throws {AuthenticationError} `api_key_missing`, `api_key_invalid`.
 * @example
 * const { project, key } = await getInfo(client);
 */
export const getInfo: Action<GetInfoParams, Info> = /* @__PURE__ */ defineAction({
  name: "getInfo",
  route: "GET /v1/info",
  params: getHealthParams,
  result: info,
  scope: "account:self",
});
