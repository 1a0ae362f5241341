import js from "@eslint/js";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";
import { forbidImportsOf, forbidInternals, layers } from "./scripts/import-layers.mjs";

const noDefaultExport = {
  selector: "ExportDefaultDeclaration",
  message: "A name that is exported is the same everywhere; a default export has another one in every file.",
};

export default defineConfig(
  globalIgnores(["**/dist/", "**/node_modules/", "docs/reference/", "docs/.snippets/"]),
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  js.configs.recommended,
  tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        project: ["./packages/*/tsconfig.json", "./tsconfig.test.json"],
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
