export { loadEnv } from "./node/load-env.ts";
export { type NewProfile, profile, readProfiles, removeProfile, saveProfile } from "./node/profiles.ts";
