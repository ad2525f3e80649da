/** One entry of a sandbox's file system. */
export interface FileInfo {
  name: string;
  /** Absolute. */
  path: string;
  type: "file" | "directory" | "symlink" | "other";
  sizeBytes: number;
  modifiedAt: string;
}

/** Where a file is. */
export interface FilePathParams {
  sandboxId: string;
  /** Absolute, or relative to `/home/user`. */
  path: string;
}
