/** What became of one check, as the program reports it. */
export interface Outcome {
  readonly name: string;
  readonly ok: boolean;
  readonly detail?: string;
  /** Why this runtime cannot do it. */
  readonly skipped?: string;
}

/** The server to talk to, and an address where there is none. */
export interface Given {
  readonly url: string;
  readonly nobody: string;
}

/** A runtime that is on this machine. */
export interface Found {
  /** As the runtime itself says it. */
  readonly version: string;
  /** Runs the program in `folder`, where the packages are installed. */
  readonly run: (folder: string, given: Given) => Promise<readonly Outcome[]>;
  /** What the site serves besides, for runtimes that load the program from it. */
  readonly page?: (folder: string) => Promise<Readonly<Record<string, string>>>;
}

/** A place where the packages promise to run. */
export interface Runtime {
  readonly name: string;
  /** Answers why not when it is not to be had: that is shown, never passed over. */
  readonly find: () => Promise<Found | string>;
}
