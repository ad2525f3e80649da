import { type Wire, wire } from "@platform/core";
import * as v from "@platform/core/wire";
import type { FileInfo, FilePathParams } from "./file.ts";
import type { ListFilesParams } from "./list-files.ts";
import type { FileContent, ReadFileParams } from "./read-file.ts";
import type { RemovedFile, RemoveFileParams } from "./remove-file.ts";
import type { WriteFileParams } from "./write-file.ts";

const place = () => ({ sandboxId: v.text(64), path: v.text(4_096) });
const encoding = () => v.oneOf(["utf8", "base64"]);

export const filePathParams: Wire<FilePathParams> = /* @__PURE__ */ wire(() => v.strictObject(place()));

export const writeFileParams: Wire<WriteFileParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({
    ...place(),
    content: v.text(16 * 1024 * 1024, 0),
    encoding: v.optional(encoding()),
  }),
);

export const readFileParams: Wire<ReadFileParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({ ...place(), encoding: v.optional(encoding()) }),
);

export const listFilesParams: Wire<ListFilesParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({ ...v.pageParams(), sandboxId: v.text(64), path: v.optional(v.text(4_096)) }),
);

export const removeFileParams: Wire<RemoveFileParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({ ...place(), recursive: v.optional(v.boolean()) }),
);

export const fileInfo: Wire<FileInfo> = /* @__PURE__ */ wire(() =>
  v.object({
    name: v.string(),
    path: v.string(),
    type: v.oneOf(["file", "directory", "symlink", "other"]),
    sizeBytes: v.number(),
    modifiedAt: v.timestamp(),
  }),
);

export const fileContent: Wire<FileContent> = /* @__PURE__ */ wire(() =>
  v.object({ path: v.string(), content: v.string(), encoding: encoding(), sizeBytes: v.number() }),
);

export const removedFile: Wire<RemovedFile> = /* @__PURE__ */ wire(() => v.object({ path: v.string() }));
