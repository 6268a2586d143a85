import tseslint from "typescript-eslint";

export default tseslint.config(
  {
    ignores: [
      "**/dist/**",
      "**/node_modules/**",
      "**/.vitrine/**",
      "**/.next/**",
      "**/next-env.d.ts",
      "demo/**",
      "bench/.venv/**",
      "packages/*/assembly/**",
    ],
  },
  {
    files: ["**/*.ts", "**/*.tsx"],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        project: [
          "packages/*/tsconfig.test.json",
          "packages/vitrine/tsconfig.elements.json",
          "apps/studio/tsconfig.test.json",
          "examples/demo-shop/tsconfig.test.json",
          "examples/nextjs/tsconfig.json",
          "bench/catalogue/tsconfig.test.json",
          "bench/tsconfig.test.json",
          "tsconfig.tools.json",
        ],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "max-lines": ["error", { max: 400, skipBlankLines: true, skipComments: true }],
      "no-console": "error",
      eqeqeq: "error",
      "@typescript-eslint/consistent-type-imports": [
        "error",
        { prefer: "type-imports", fixStyle: "separate-type-imports" },
      ],
      "@typescript-eslint/explicit-module-boundary-types": "error",
      // `{ left, ...rest }` leaves a field out.
      "@typescript-eslint/no-unused-vars": ["error", { ignoreRestSiblings: true }],
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      // Numbers and booleans print as one expects; objects still may not be printed.
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true, allowBoolean: true },
      ],
      // The house style allows a[i]! in numeric inner loops, where a check would cost more than the work.
      "@typescript-eslint/no-non-null-assertion": "off",
      // Interfaces are implemented by closures here; no method needs its `this`.
      "@typescript-eslint/unbound-method": "off",
      // Implementations of an asynchronous contract need not await.
      "@typescript-eslint/require-await": "off",
      "@typescript-eslint/no-unnecessary-condition": [
        "error",
        { allowConstantLoopConditions: "only-allowed-literals" },
      ],
    },
  },
  {
    // What a query answers and where a link may lead is inferred from what these return.
    files: ["apps/studio/src/api/{queries,operator}.ts", "apps/studio/src/router.tsx"],
    rules: { "@typescript-eslint/explicit-module-boundary-types": "off" },
  },
  {
    files: ["packages/*/src/cli/**/*.ts", "examples/**/*.{ts,tsx}"],
    rules: { "no-console": "off" },
  },
  {
    // "No Math.random or clock below the engine" (principle: same seed, same bytes).
    files: ["packages/**/src/**/*.ts"],
    ignores: ["packages/vitrine/src/{engine,server,client,cli}/**/*.ts", "**/*.test.ts"],
    rules: {
      "no-restricted-syntax": [
        "error",
        {
          selector: "MemberExpression[object.name='Math'][property.name='random']",
          message: "Take a seed.",
        },
        {
          selector: "MemberExpression[object.name='Date'][property.name='now']",
          message: "Take a clock.",
        },
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0]",
          message: "Take a clock.",
        },
      ],
    },
  },
);
