import {
  type Args,
  bind,
  type Bound,
  type BoundDownload,
  type BoundList,
  type BoundUpload,
  type CallOptions,
  type Client,
  type ClientOptions,
  toClient,
} from "@platform/core";
import type { Execution } from "./execution/execution.ts";
import { runCode, type RunCodeParams } from "./execution/run-code.ts";
import { runCommand, type RunCommandParams } from "./execution/run-command.ts";
import { downloadFile } from "./files/download-file.ts";
import type { FileInfo, FilePathParams } from "./files/file.ts";
import { listFiles, type ListFilesParams } from "./files/list-files.ts";
import { type FileContent, readFile, type ReadFileParams } from "./files/read-file.ts";
import { removeFile, type RemovedFile, type RemoveFileParams } from "./files/remove-file.ts";
import { uploadFile } from "./files/upload-file.ts";
import { writeFile, type WriteFileParams } from "./files/write-file.ts";
import { createSandbox, type CreateSandboxParams } from "./sandboxes/create-sandbox.ts";
import { getSandbox, type SandboxIdParams } from "./sandboxes/get-sandbox.ts";
import type { SandboxHandle } from "./sandboxes/handle.ts";
import { killSandbox } from "./sandboxes/kill-sandbox.ts";
import { listSandboxes, type ListSandboxesParams } from "./sandboxes/list-sandboxes.ts";
import type { SandboxInfo } from "./sandboxes/sandbox.ts";

/** Sandboxes, grouped by what is worked on. */
export interface Sandbox {
  readonly sandboxes: {
    /** {@link createSandbox} */
    readonly create: (...args: Args<CreateSandboxParams, CallOptions>) => Promise<SandboxHandle>;
    /** {@link getSandbox} */
    readonly get: Bound<SandboxIdParams, SandboxInfo>;
    /** {@link listSandboxes} */
    readonly list: BoundList<ListSandboxesParams, SandboxInfo>;
    /** {@link killSandbox} */
    readonly kill: Bound<SandboxIdParams, SandboxInfo>;
  };
  /** {@link runCode} */
  readonly runCode: Bound<RunCodeParams, Execution>;
  /** {@link runCommand} */
  readonly runCommand: Bound<RunCommandParams, Execution>;
  readonly files: {
    /** {@link writeFile} */
    readonly write: Bound<WriteFileParams, FileInfo>;
    /** {@link readFile} */
    readonly read: Bound<ReadFileParams, FileContent>;
    /** {@link listFiles} */
    readonly list: BoundList<ListFilesParams, FileInfo>;
    /** {@link removeFile} */
    readonly remove: Bound<RemoveFileParams, RemovedFile>;
    /** {@link uploadFile} */
    readonly upload: BoundUpload<FilePathParams, FileInfo>;
    /** {@link downloadFile} */
    readonly download: BoundDownload<FilePathParams>;
  };
}

/**
 * Binds every operation of this domain to a client, or to one made from options.
 *
 * @example
 * const { sandboxes, files } = sandbox(client);
 */
export function sandbox(clientOrOptions?: Client | ClientOptions): Sandbox {
  const client = toClient(clientOrOptions);
  return {
    sandboxes: {
      create: bind(client, createSandbox),
      get: bind(client, getSandbox),
      list: bind(client, listSandboxes),
      kill: bind(client, killSandbox),
    },
    runCode: bind(client, runCode),
    runCommand: bind(client, runCommand),
    files: {
      write: bind(client, writeFile),
      read: bind(client, readFile),
      list: bind(client, listFiles),
      remove: bind(client, removeFile),
      upload: bind(client, uploadFile),
      download: bind(client, downloadFile),
    },
  };
}
