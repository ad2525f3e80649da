/** What a command or a piece of code did. */
export interface Execution {
  /** 0 when it went well; 128 + n when signal n ended it. */
  exitCode: number;
  stdout: string;
  stderr: string;
  durationMs: number;
  /** Its time limit ended it. */
  timedOut: boolean;
  /** The sandbox's memory limit ended it. */
  outOfMemory: boolean;
  /** Output past 1 MiB per stream was cut off. */
  truncated: boolean;
}
