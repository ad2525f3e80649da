import type { ExportCostsParams } from "@platform/costops";
import type { Context, DownloadResult } from "../../http/operation.ts";
import { costsFile } from "./costs-file.ts";

/** Writes the sums of `getCosts` into a file. */
export async function exportCosts(context: Context, params: ExportCostsParams): Promise<DownloadResult> {
  const { name, ending, contentType, write } = await costsFile(context, params);
  return { body: ReadableStream.from(write(context.db)), contentType, fileName: name + ending };
}
