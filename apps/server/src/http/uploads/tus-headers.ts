import { fail } from "../errors/http-error.ts";

/** What this server speaks of tus, the protocol of resumable uploads. */
export const tus = {
  version: "1.0.0",
  extensions: "creation,checksum,expiration,termination",
  algorithms: "sha256",
} as const;

export function expectVersion(headers: Headers): void {
  if (headers.get("tus-resumable") === tus.version) return;
  const message = `Uploads speak tus ${tus.version}. Send \`Tus-Resumable: ${tus.version}\`.`;
  fail(412, "tus_version", message, { headers: { "tus-version": tus.version } });
}

/** A header that counts bytes. */
export function byteCount(headers: Headers, name: string): number {
  const value = headers.get(name) ?? "";
  if (/^\d{1,15}$/.test(value)) return Number(value);
  return fail(400, "invalid_header", `The header ${name} must be a number of bytes.`, { param: name });
}

/** The operation that the bytes are for: `operation <name in base64>` among the pairs of `Upload-Metadata`. */
export function operationNamed(headers: Headers): string {
  const pairs = (headers.get("upload-metadata") ?? "").split(",").map((pair) => pair.trim().split(" "));
  const [, value] = pairs.find(([name]) => name === "operation") ?? [];
  return Buffer.from(value ?? "", "base64").toString("utf8");
}

/** The digest that the part must have, if it has to have one. */
export function checksumOf(headers: Headers): Buffer | undefined {
  const given = headers.get("upload-checksum");
  if (given === null) return undefined;
  const [, value] = /^sha256 ([A-Za-z0-9+/]{43}=)$/.exec(given) ?? [];
  if (value !== undefined) return Buffer.from(value, "base64");
  const message = "The header upload-checksum must be `sha256 <digest in base64>`.";
  return fail(400, "invalid_header", message, { param: "upload-checksum" });
}
