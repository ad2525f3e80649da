export { findLocalServer, type FindLocalServerOptions, type LocalServer } from "./node/find-local-server.ts";
export { loadEnv } from "./node/load-env.ts";
export { pool, type PooledFetch, type PoolStats } from "./node/pool.ts";
export type { PoolOptions } from "./node/pool-options.ts";
export { type NewProfile, profile, readProfiles, removeProfile, saveProfile } from "./node/profiles.ts";
export { viaDispatcher } from "./node/via-dispatcher.ts";
