import type { FileInfo, WriteFileParams } from "@platform/sandbox";
import { fail } from "../http/errors/http-error.ts";
import type { Context } from "../http/operation.ts";
import { inside } from "./inside.ts";
import { putFile } from "./put-file.ts";

/** Writes a file from text. */
export async function writeFile(context: Context, params: WriteFileParams): Promise<FileInfo> {
  const { sandboxId, path, content, encoding = "utf8" } = params;
  const bytes = encoding === "base64" ? decodeBase64(content) : Buffer.from(content);
  return inside(context, sandboxId, (engine) => putFile(engine, sandboxId, path, bytes, context.signal));
}

/** Strict: Node itself skips what is not base64, and would write something else than was meant. */
function decodeBase64(content: string): Buffer {
  const bytes = Buffer.from(content, "base64");
  if (bytes.toString("base64") === content) return bytes;
  return fail(
    400,
    "invalid_params",
    '"content" is not base64: use A-Z a-z 0-9 + / and = at the end, no spaces.',
    {
      param: "content",
    },
  );
}
