import { join } from "node:path";
import { environment, root, windows } from "./paths.mjs";
import { timed } from "./say.mjs";
import { step } from "./step.mjs";

/** Builds every package and app; turbo skips those whose sources did not change. */
export async function build() {
  const turbo = join(root, "node_modules", ".bin", windows ? "turbo.cmd" : "turbo");
  const args = ["run", "build", "--output-logs=errors-only", "--no-update-notifier"];
  await timed("building", "built", () =>
    step("the build", turbo, args, { env: environment(), shell: windows }),
  );
}
