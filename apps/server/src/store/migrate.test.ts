import { cp, mkdtemp, appendFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestDatabase, type TestDatabase } from "../../test/database.ts";
import { migrate, migrationsFolder } from "./migrate.ts";

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  database = await openTestDatabase();
  folder = await mkdtemp(join(tmpdir(), "platform-migrations-"));
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

test("applied migrations are not applied again, whoever starts at the same time", async () => {
  expect(await Promise.all([migrate(database.pool), migrate(database.pool)])).toEqual([[], []]);
});

test("a migration changed after it was applied is refused, and so is an older server", async () => {
  await cp(migrationsFolder, folder, { recursive: true });
  const changed = pathToFileURL(`${folder}/`);
  await appendFile(new URL("0000_first.sql", changed), "-- changed");
  await expect(migrate(database.pool, changed)).rejects.toThrow(
    "0000_first was changed after it was applied",
  );
  await database.pool.query("insert into platform_migrations (tag, checksum) values ('9999_later', 'x')");
  await expect(migrate(database.pool)).rejects.toThrow("9999_later, which this server does not know");
});
