import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const source = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const unit = [
  "packages/*/src/**/*.test.ts",
  "packages/*/test/**/*.test.ts",
  "apps/*/test/**/*.test.ts",
  "examples/**/*.test.ts",
  "bench/**/*.test.ts",
];
const data = ["packages/*/{src,test}/**/*.data.test.ts"];

export default defineConfig({
  resolve: {
    alias: [
      { find: "@vitrine/autodiff", replacement: source("packages/autodiff/src/index.ts") },
      { find: "@vitrine/kernels", replacement: source("packages/kernels/src/index.ts") },
      { find: "@vitrine/demo-shop", replacement: source("examples/demo-shop/src/index.ts") },
      { find: /^vitrine$/, replacement: source("packages/vitrine/src/index.ts") },
      { find: /^vitrine\/(\w+)$/, replacement: source("packages/vitrine/src/$1/index.ts") },
    ],
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
