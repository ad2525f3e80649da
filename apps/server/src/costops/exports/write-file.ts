import type { ExportOptions } from "@platform/costops";
import { fail } from "../../http/errors/http-error.ts";
import type { Context, DownloadResult } from "../../http/operation.ts";
import type { Tenant } from "../../store/tenant-types.ts";
import type { Column } from "./column.ts";
import { csv } from "./formats/csv.ts";
import { json, jsonl } from "./formats/json.ts";
import { parquet } from "./formats/parquet.ts";
import { streamSnapshot } from "./stream-snapshot.ts";

const formats = { csv, json, jsonl, parquet } as const;
const contentTypes = {
  csv: "text/csv; charset=utf-8",
  json: "application/json",
  jsonl: "application/x-ndjson",
  parquet: "application/vnd.apache.parquet",
} as const;

/** Answers with a file of rows in the format that was asked for. */
export async function writeFile<R>(
  context: Context,
  { name, ...options }: ExportOptions & { name: string },
  columns: readonly Column<R>[],
  pages: (db: Tenant) => AsyncIterable<readonly R[]>,
): Promise<DownloadResult> {
  const { format, compress = false } = options;
  if (compress && format === "parquet") {
    fail(400, "invalid_params", "`compress`: leave it out for parquet, which is packed within.", {
      param: "compress",
    });
  }
  const plain = await streamSnapshot(context, (db) => formats[format](columns, pages(db), options));
  return {
    body: compress ? plain.pipeThrough(new CompressionStream("gzip")) : plain,
    contentType: compress ? "application/gzip" : contentTypes[format],
    fileName: `${name}.${format}${compress ? ".gz" : ""}`,
  };
}
