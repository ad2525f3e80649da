import { posix } from "node:path";

/** Where a sandbox's relative paths begin. */
const home = "/home/user";

/** The path with its folder spelled out. */
export const absolute = (path: string): string => posix.resolve(home, path);
