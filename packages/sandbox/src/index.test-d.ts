/** Checked by the compiler, never run: each `@ts-expect-error` fails the check when its line is allowed. */
import { createClient } from "@platform/core";
import { createSandbox, getSandbox, readFile, runCode, sandbox, uploadFile } from "./index.ts";

const client = createClient();

export async function types(): Promise<void> {
  await using box = await createSandbox(client, { template: "python", size: "small" });
  const { stdout, exitCode } = await box.runCode("print(1)", { timeoutMs: 1_000 });
  const { content } = await box.files.read("a.txt", { encoding: "base64" });
  await uploadFile(client, { sandboxId: box.id, path: "a" }, new Uint8Array(1), { onProgress: () => {} });
  await sandbox(client).sandboxes.create();
  void [stdout satisfies string, exitCode satisfies number, content satisfies string];
  // @ts-expect-error there is no such size
  await createSandbox(client, { size: "huge" });
  // @ts-expect-error there is no such language
  await runCode(client, { sandboxId: box.id, code: "1", language: "ruby" });
  // @ts-expect-error the sandbox is missing
  await readFile(client, { path: "a.txt" });
  // @ts-expect-error the bytes are missing
  await uploadFile(client, { sandboxId: box.id, path: "a" });
  // @ts-expect-error what is read back is no handle
  void (await getSandbox(client, { sandboxId: box.id })).runCode;
}
