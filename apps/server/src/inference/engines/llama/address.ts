import { EngineError } from "../../../engine-error.ts";

/** @throws {EngineError} `invalid_input` unless the model may be fetched from this address. */
export function modelAddress(address: string | URL, allowedHosts: readonly string[] | undefined): URL {
  const url = typeof address === "string" ? parse(address) : address;
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback(url.hostname))) {
    throw refused(`A model is fetched by https only; ${url.protocol}//${url.host} is not.`);
  }
  if (url.username !== "" || url.password !== "")
    throw refused("A model's address must not carry a user or password.");
  if (
    allowedHosts !== undefined &&
    !allowedHosts.includes(url.hostname) &&
    !allowedHosts.includes(url.host)
  ) {
    throw refused(`Models may not be fetched from ${url.host}: add it to the allowed hosts.`);
  }
  return url;
}

/** The address a redirect leads to, checked like the first one. @throws {EngineError} `invalid_input` */
export function redirectAddress(
  from: URL,
  location: string | null,
  allowedHosts: readonly string[] | undefined,
): URL {
  if (location === null || !URL.canParse(location, from.href))
    throw refused(`${from.host} redirects to nowhere.`);
  const to = new URL(location, from);
  if (to.protocol !== from.protocol)
    throw refused(`${from.host} redirects to another scheme, ${to.protocol}//.`);
  return modelAddress(to, allowedHosts);
}

function parse(address: string): URL {
  if (!URL.canParse(address)) throw refused("The model's address is not valid.");
  return new URL(address);
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/u.test(hostname);
}

function refused(message: string): EngineError {
  return new EngineError("invalid_input", message, { param: "model" });
}
