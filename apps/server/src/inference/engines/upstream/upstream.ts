import { EngineError } from "../../../engine-error.ts";

/** A checked, complete description of one OpenAI-compatible server. */
export interface Upstream {
  readonly name: string;
  /** Without a slash at its end. */
  readonly baseUrl: string;
  readonly apiKey: string | undefined;
  readonly firstByteTimeoutMs: number;
  readonly idleTimeoutMs: number;
}

/** The base address, checked. @throws {EngineError} `invalid_input` */
export function checkBaseUrl(name: string, address: string): string {
  const refused = (why: string): EngineError =>
    new EngineError("invalid_input", `The address of the upstream ${name} ${why}.`, { param: "baseUrl" });
  if (!URL.canParse(address)) throw refused("is not valid");
  const url = new URL(address);
  if (url.protocol !== "https:" && url.protocol !== "http:")
    throw refused("must begin with https:// or http://");
  if (url.username !== "" || url.password !== "")
    throw refused("must not carry a user or password; use the key");
  if (url.search !== "" || url.hash !== "") throw refused("must not have a query or fragment");
  return url.href.replace(/\/+$/u, "");
}
