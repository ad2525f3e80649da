import { existsSync } from "node:fs";
import { join } from "node:path";
import { isEmpty, type Workspace } from "../workspace.ts";

/** Every domain package has the same four files; core has its index and README. */
export function roomProblems(rooms: readonly Workspace[]): string[] {
  return rooms
    .filter((room) => room.room === "packages" && !isEmpty(room))
    .flatMap(({ folder, path }) => {
      const wanted = ["src/index.ts", "README.md"];
      if (folder !== "core") wanted.push("src/schemas.ts", `src/${folder}.ts`);
      return wanted
        .filter((file) => !existsSync(join(path, file)))
        .map((file) => `packages/${folder} lacks ${file}, which its siblings have`);
    });
}
