import { shaped } from "@platform/core/wire";

/** The name of what is counted. */
export const unit = () => shaped(/^[a-z][a-z0-9_]{0,62}$/, "name units like input_token");
