import { warn } from "../say.mjs";
import { installWithApt, mayUseApt } from "./apt.mjs";
import { explain } from "./hints.mjs";
import { programs } from "./programs.mjs";

/** Looks for the system programs a command needs, installs the missing ones where we may, and goes on. */
export async function prepareMachine(needs) {
  const missing = () => needs.filter((need) => !programs[need].isThere());
  const before = missing();
  if (before.length > 0 && mayUseApt()) {
    await installWithApt(before.map((need) => programs[need].packages.apt));
  }
  for (const need of missing()) warn(explain(programs[need]));
  const hindrance =
    needs.includes("sandboxes") && programs.sandboxes.isThere() ? programs.sandboxes.trial() : undefined;
  if (hindrance !== undefined) warn(hindrance);
}
