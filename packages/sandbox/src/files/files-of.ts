import type {
  CallOptions,
  Client,
  Download,
  DownloadOptions,
  Page,
  TransferOptions,
  UploadBody,
} from "@platform/core";
import { downloadFile } from "./download-file.ts";
import type { FileInfo } from "./file.ts";
import { listFiles } from "./list-files.ts";
import { type FileContent, readFile, type ReadFileParams } from "./read-file.ts";
import { removeFile, type RemovedFile, type RemoveFileParams } from "./remove-file.ts";
import { uploadFile } from "./upload-file.ts";
import { writeFile, type WriteFileParams } from "./write-file.ts";

type Rest<P> = Omit<P, "sandboxId" | "path" | "content">;

/** The files of one sandbox. Paths are absolute, or relative to `/home/user`. */
export interface Files {
  /** {@link writeFile} */
  write(
    path: string,
    content: string,
    params?: Rest<WriteFileParams>,
    options?: CallOptions,
  ): Promise<FileInfo>;
  /** {@link readFile} */
  read(path: string, params?: Rest<ReadFileParams>, options?: CallOptions): Promise<FileContent>;
  /** {@link listFiles} */
  list(path?: string, options?: CallOptions): Page<FileInfo>;
  /** {@link removeFile} */
  remove(path: string, params?: Rest<RemoveFileParams>, options?: CallOptions): Promise<RemovedFile>;
  /** {@link uploadFile} */
  upload(path: string, body: UploadBody, options?: TransferOptions): Promise<FileInfo>;
  /** {@link downloadFile} */
  download(path: string, options?: DownloadOptions): Promise<Download>;
}

/** The file operations with a sandbox already given. */
export function filesOf(client: Client, sandboxId: string): Files {
  return {
    write: (path, content, params, options) =>
      writeFile(client, { ...params, sandboxId, path, content }, options),
    read: (path, params, options) => readFile(client, { ...params, sandboxId, path }, options),
    list: (path, options) => listFiles(client, { sandboxId, path }, options),
    remove: (path, params, options) => removeFile(client, { ...params, sandboxId, path }, options),
    upload: (path, body, options) => uploadFile(client, { sandboxId, path }, body, options),
    download: (path, options) => downloadFile(client, { sandboxId, path }, options),
  };
}
