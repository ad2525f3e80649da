import { failIfAny, type Gate } from "../gate.ts";
import { actionProblems } from "../shape/actions.ts";
import { arrowProblems } from "../shape/arrows.ts";
import { builtinProblems } from "../shape/builtins.ts";
import { lengthProblems } from "../shape/lengths.ts";
import { manifestProblems } from "../shape/manifests.ts";
import { roomProblems } from "../shape/rooms.ts";
import { sources } from "../sources.ts";
import { workspaces } from "../workspace.ts";

/** Siblings have the same shape, and arrows point one way. */
export const shape: Gate = {
  name: "shape",
  async run() {
    const files = await sources();
    const rooms = workspaces();
    failIfAny([
      ...roomProblems(rooms),
      ...manifestProblems(rooms),
      ...actionProblems(rooms, files),
      ...arrowProblems(rooms, files),
      ...builtinProblems(files),
      ...lengthProblems(files),
    ]);
    return `${files.length} files`;
  },
};
