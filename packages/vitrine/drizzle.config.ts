/** @file Where drizzle-kit finds the schema of the store and puts the migrations that follow from it. */
import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "postgresql",
  schema: "./src/store/schema.ts",
  out: "./assets/migrations",
});
