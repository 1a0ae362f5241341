import path from "node:path";
import { defineConfig } from "vitest/config";
import { listFolders, root } from "./scripts/workspace.mjs";

// Packages whose tests look at processes, their standard streams and signals, or the heap: a process for each file of them.
const isolated = ["closure", "docs", "holdall", "scheduler-processes", "scheduler-threads"];

const members = [...listFolders("packages"), ...listFolders("examples"), "benchmarks", "docs"];

// Node 20 and 22 read these certificates whenever a process starts, and tests start hundreds, for the network of none.
delete process.env["NODE_EXTRA_CA_CERTS"];

export default defineConfig({
  test: {
    maxWorkers: 2,
    reporters: ["default", "./test/count-reporter.ts"],
    projects: [
      ...members.map((folder) => ({
        test: {
          name: nameOf(folder),
          root: folder,
          include: ["test/**/*.test.ts"],
          setupFiles: [
            "test/fail-on-console.ts",
            "test/default-cases.ts",
            "packages/holdall/test/register-schedulers.ts",
          ].map((file) => path.join(root, file)),
          isolate: isolated.includes(nameOf(folder)),
          // Nothing is decided by time; a machine with other things to do is not to fail a test that starts processes.
          testTimeout: 30_000,
          // Tests import the packages by name and get the built files, loaded by Node itself as workers load them.
          // Were they transformed like the tests, there would be two copies of each, and `instanceof` would fail.
          server: { deps: { external: [/\/packages\/[^/]+\/dist\//] } },
        },
      })),
      {
        // One run of the compiler for the type tests of all packages.
        test: {
          name: "types",
          include: [],
          typecheck: {
            enabled: true,
            only: true,
            include: ["packages/*/test/**/*.test-d.ts"],
            tsconfig: "tsconfig.types.json",
            // The errors of other files are the business of `npm run check types`.
            ignoreSourceErrors: true,
          },
        },
      },
    ],
  },
});

function nameOf(folder: string): string {
  return folder.replace(/^packages\//, "");
}
