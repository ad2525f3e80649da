import type { FileContent, ReadFileParams } from "@platform/sandbox";
import { fail } from "../http/errors/http-error.ts";
import type { Context } from "../http/operation.ts";
import { fetchFile } from "./fetch-file.ts";
import { inside } from "./inside.ts";
import { absolute } from "./paths.ts";

const most = { bytes: 16 * 1024 * 1024, fix: "readFile gives at most 16 MiB; use downloadFile." };

/** Reads a file as text. */
export async function readFile(context: Context, params: ReadFileParams): Promise<FileContent> {
  const { sandboxId, path, encoding = "utf8" } = params;
  const bytes = await inside(context, sandboxId, (engine) => fetchFile(engine, params, most, context.signal));
  const content = encoding === "utf8" ? decode(bytes, path) : Buffer.from(bytes).toString("base64");
  return { path: absolute(path), content, encoding, sizeBytes: bytes.byteLength };
}

function decode(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    const text = `${path} is not UTF-8 text. Read it with \`encoding: "base64"\`, or with downloadFile.`;
    return fail(400, "not_utf8", text, { param: "encoding" });
  }
}
