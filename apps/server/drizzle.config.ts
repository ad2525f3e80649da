import { defineConfig } from "drizzle-kit";

// `pnpm exec drizzle-kit generate --name <what-changes>` writes the next migration. Old ones never change.
export default defineConfig({ dialect: "postgresql", schema: "./src/store/schema/*.ts", out: "./drizzle" });
