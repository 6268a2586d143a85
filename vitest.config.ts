import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const source = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const unit = [
  "packages/*/src/**/*.test.ts",
  "packages/*/test/**/*.test.ts",
  "examples/**/*.test.ts",
];
const data = ["packages/*/{src,test}/**/*.data.test.ts"];

export default defineConfig({
  resolve: {
    alias: {
      "@vitrine/autodiff": source("packages/autodiff/src/index.ts"),
      "@vitrine/demo-shop": source("examples/demo-shop/src/index.ts"),
      vitrine: source("packages/vitrine/src/index.ts"),
    },
  },
  test: {
    testTimeout: 120_000,
    hookTimeout: 300_000,
    pool: "forks",
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: unit,
          exclude: ["**/node_modules/**", "**/dist/**", ...data],
        },
      },
      {
        extends: true,
        test: { name: "data", include: data, exclude: ["**/node_modules/**", "**/dist/**"] },
      },
    ],
  },
});
