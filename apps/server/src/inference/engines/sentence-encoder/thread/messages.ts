import type { ExitFlags } from "./exit-guard.ts";

/** What the thread is told. */
export type ToThread =
  | { readonly type: "encode"; readonly id: number; readonly texts: readonly string[] }
  | { readonly type: "cancel"; readonly id: number }
  | { readonly type: "close" };

/** What the thread says: `ready` once, then one answer for each job not cancelled. */
export type FromThread =
  | { readonly type: "ready" }
  | Encoded
  | { readonly type: "failed"; readonly id: number; readonly reason: string };

export interface Encoded {
  readonly type: "encoded";
  readonly id: number;
  /** All vectors, one after another. */
  readonly vectors: Float32Array<ArrayBuffer>;
  readonly tokens: number;
}

/** What the thread needs to start. */
export interface ThreadData {
  readonly cacheDir: string;
  readonly exitFlags: ExitFlags;
}
