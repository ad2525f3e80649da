/** What one sandbox may use. Exceeding it ends the process at fault, never the host. */
export interface SandboxLimits {
  readonly memoryMb: number;
  readonly cpus: number;
  readonly pids: number;
  readonly diskMb: number;
}

export interface SandboxSpec {
  readonly id: string;
  readonly limits: SandboxLimits;
  readonly env: Readonly<Record<string, string>>;
}

export interface ExecRequest {
  /** Program and arguments; no shell is added. */
  readonly argv: readonly string[];
  readonly cwd?: string | undefined;
  readonly env?: Readonly<Record<string, string>> | undefined;
  readonly stdin?: string | undefined;
  readonly timeoutMs: number;
  /** Output past this many bytes per stream is cut, and said to be. */
  readonly maxOutputBytes: number;
}

export interface ExecResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly durationMs: number;
  readonly timedOut: boolean;
  /** The memory limit ended the process. */
  readonly outOfMemory: boolean;
  readonly truncated: boolean;
}

export interface SandboxFile {
  readonly name: string;
  readonly path: string;
  readonly type: "file" | "directory" | "symlink" | "other";
  readonly sizeBytes: number;
  readonly modifiedAt: Date;
}

/** Isolated machines that run other people's code. Unknown ids and files are `EngineError("not_found")`. */
export interface SandboxEngine {
  readonly name: string;
  /** Names the place where its sandboxes live, the same after a restart: other servers leave their rows alone. */
  readonly instance: string;
  /** What holds and what does not on this machine, shown to users. */
  readonly capabilities: {
    readonly isolation: string;
    readonly memoryLimit: boolean;
    readonly cpuLimit: boolean;
    readonly pidsLimit: boolean;
  };
  create(spec: SandboxSpec, signal: AbortSignal): Promise<void>;
  exec(id: string, request: ExecRequest, signal: AbortSignal): Promise<ExecResult>;
  writeFile(id: string, path: string, bytes: Uint8Array, signal: AbortSignal): Promise<void>;
  readFile(id: string, path: string, maxBytes: number, signal: AbortSignal): Promise<Uint8Array>;
  listFiles(id: string, path: string, signal: AbortSignal): Promise<SandboxFile[]>;
  /** Without `recursive`, a folder that is not empty is `EngineError("conflict")`. */
  removeFile(id: string, path: string, options: { recursive: boolean }, signal: AbortSignal): Promise<void>;
  /** Ends every process and frees everything; killing twice is no error. */
  kill(id: string, signal: AbortSignal): Promise<void>;
  /** Ids that live in this engine now. */
  list(signal: AbortSignal): Promise<string[]>;
  close(): Promise<void>;
}
