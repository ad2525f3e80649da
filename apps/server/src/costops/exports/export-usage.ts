import type { ExportUsageParams } from "@platform/costops";
import type { Context, DownloadResult } from "../../http/operation.ts";
import { ofProject } from "../../http/reach/of-project.ts";
import { streamSnapshot } from "./stream-snapshot.ts";
import { usageFile } from "./usage-file.ts";

/** Writes the ledger into a file, as fast as the client takes it. */
export async function exportUsage(asked: Context, params: ExportUsageParams): Promise<DownloadResult> {
  const context = { ...asked, db: await ofProject(asked, params.projectId, "organization:read") };
  const { name, ending, contentType, write } = await usageFile(context, params);
  const body = await streamSnapshot(context, (db) => write(db));
  return { body, contentType, fileName: name + ending };
}
