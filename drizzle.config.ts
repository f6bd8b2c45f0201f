import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "sqlite",
  schema: "./server/directory/schema.ts",
  out: "./server/directory/migrations",
});
