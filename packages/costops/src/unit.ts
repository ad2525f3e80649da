import * as v from "@platform/core/wire";

/** The name of what is counted. */
export const unit = () => v.shaped(/^[a-z][a-z0-9_]{0,62}$/, "name units like input_token");
