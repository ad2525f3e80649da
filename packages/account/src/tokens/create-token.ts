import { type Action, defineAction } from "@platform/core";
import { createTokenParams, token } from "./schemas.ts";

/** What the token may do, and how long. */
export interface CreateTokenParams {
  /** As `domain:verb` or `domain:*`; no more than the key that makes it, and nothing of account or organization. */
  scopes: string[];
  /** Seconds it works, 10 to 3,600; never longer than the key that makes it. Default 600. */
  ttlSeconds?: number | undefined;
}

/** A short-lived key that may stand in a web page. */
export interface Token {
  /** `tok_…`: shown this once and kept only as a hash. */
  token: string;
  scopes: string[];
  /** When it stops working, ISO 8601. */
  expiresAt: string;
}

/**
 * Makes a short-lived key for a place where others can read it: a web page, an app on a phone. Deleting the key
 * that made it ends it too.
 *
 * @throws {PermissionError} `scope_not_held` when a scope goes beyond the key that asks.
 * @throws {ValidationError} `scope_not_for_tokens` for a scope that reaches the account or the organization, such as `"*"`.
 * @example
 * const { token } = await createToken(client, { scopes: ["inference:write"], ttlSeconds: 300 });
 */
export const createToken: Action<CreateTokenParams, Token> = /* @__PURE__ */ defineAction({
  name: "createToken",
  route: "POST /v1/tokens",
  params: createTokenParams,
  result: token,
  scope: "account:write",
  errors: ["scope_not_held", "scope_not_for_tokens"],
});
