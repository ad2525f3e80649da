import fc from "fast-check";

/**
 * Properties are tried on the same samples in every run: a failure is then the change's own. `FC_SEED=7 pnpm test`
 * tries others.
 */
fc.configureGlobal({ seed: Number(process.env["FC_SEED"] ?? 1) });
