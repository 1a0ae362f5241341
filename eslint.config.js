import js from "@eslint/js";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";
import { forbidImportsOf, forbidInternals, layers } from "./scripts/import-layers.mjs";

const noDefaultExport = {
  selector: "ExportDefaultDeclaration",
  message: "A name that is exported is the same everywhere; a default export has another one in every file.",
};

export default defineConfig(
  // What closures are tested with looks as users' code may look, the odd things included.
  globalIgnores(["**/dist/", "**/node_modules/", "**/test/fixtures/", "docs/reference/", "docs/.snippets/"]),
  // AssemblyScript, which has a compiler of its own.
  globalIgnores(["packages/*/assembly/"]),
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  js.configs.recommended,
  tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        project: [
          "./packages/*/tsconfig.json",
          "./benchmarks/tsconfig.json",
          "./tsconfig.test.json",
          "./scripts/tsconfig.json",
        ],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      eqeqeq: "error",
      "no-restricted-imports": "off",
      "@typescript-eslint/no-restricted-imports": forbidInternals(),
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-unnecessary-condition": "error",
      "@typescript-eslint/no-unnecessary-type-arguments": "error",
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", varsIgnorePattern: "^_", ignoreRestSiblings: true },
      ],
      "@typescript-eslint/prefer-nullish-coalescing": "error",
      "@typescript-eslint/return-await": "error",
      // Our interfaces are written as methods, their objects as plain functions: there is no `this` to lose.
      "@typescript-eslint/unbound-method": "off",
    },
  },
  {
    files: ["packages/*/src/**"],
    rules: {
      "no-console": "error",
      "no-restricted-syntax": ["error", noDefaultExport],
      "@typescript-eslint/explicit-module-boundary-types": "error",
    },
  },
  {
    // Any function at all is what it takes.
    files: ["packages/closure/**"],
    rules: { "@typescript-eslint/no-unsafe-function-type": "off" },
  },
  ...Object.keys(layers).map((folder) => ({
    files: [`packages/${folder}/src/**`],
    rules: {
      "@typescript-eslint/no-restricted-imports": forbidImportsOf(folder),
    },
  })),
  {
    // Plain JavaScript has no annotations: what JSON holds is `any` there.
    files: ["**/*.{js,mjs}"],
    rules: {
      "no-undef": "off", // the compiler checks that, and it knows Node's globals
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-return": "off",
    },
  },
);
