import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ModuleIdentities } from "../src/keys/module-identity.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "holdall-test-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function write(file: string, text: string): string {
  const full = path.join(folder, file);
  mkdirSync(path.dirname(full), { recursive: true });
  writeFileSync(full, text);
  return pathToFileURL(full).href;
}

function identityOf(specifier: string, parent?: string): string {
  return new ModuleIdentities().of(specifier, parent);
}

describe("the identity of a module", () => {
  it("is that of a package: its name and version", () => {
    const script = write("script.mjs", "");
    const file = write("node_modules/@some/tools/lib/index.js", "exports.a = 1;");
    const manifest = { name: "@some/tools", version: "1.2.3", exports: { import: "./lib/index.js" } };
    write("node_modules/@some/tools/package.json", JSON.stringify(manifest));
    expect(identityOf(file)).toBe("@some/tools@1.2.3/lib/index.js");
    const before = identityOf("@some/tools", script);
    expect(before).toMatch(/^@some\/tools@1\.2\.3\//);
    write("node_modules/@some/tools/package.json", JSON.stringify({ ...manifest, version: "2.0.0" }));
    expect(identityOf("@some/tools", script)).not.toBe(before);
  });

  it("is that of a file: what it holds, and what it imports, in any of the ways there are", () => {
    const imports: Record<string, string> = {
      "a.mjs": 'import { b } from "./b.mjs";',
      "b.mjs": 'export * from "./c.js";\nconst later = () => import("./d.mjs");',
      "c.ts": 'import type { E } from "./e.ts"; require("./f");',
      "d.mjs": 'import "./a.mjs";',
      "e.ts": "",
      "f.cjs": "",
      "f.js": "",
    };
    const main = pathToFileURL(path.join(folder, "a.mjs")).href;
    for (const [name, text] of Object.entries(imports)) write(name, text);
    let before = identityOf(`${main}?query`);
    expect(identityOf("./a.mjs", pathToFileURL(path.join(folder, "script.mjs")).href)).toBe(before);
    for (const name of ["a.mjs", "b.mjs", "c.ts", "d.mjs", "e.ts", "f.js"]) {
      write(name, `${imports[name]}\n// changed`);
      expect(identityOf(main), name).not.toBe(before);
      before = identityOf(main);
    }
    write("other.mjs", "// changed");
    expect(identityOf(main)).toBe(before);
  });

  it("is that of a linked package: what its files hold", () => {
    const script = write("app/script.mjs", "");
    write(
      "packages/linked/package.json",
      JSON.stringify({ name: "linked", version: "1.0.0", main: "main.js" }),
    );
    write("packages/linked/main.js", "exports.a = 1;");
    mkdirSync(path.join(folder, "app/node_modules"));
    symlinkSync(path.join(folder, "packages/linked"), path.join(folder, "app/node_modules/linked"));
    const before = identityOf("linked", script);
    write("packages/linked/main.js", "exports.a = 2;");
    expect(identityOf("linked", script)).not.toBe(before);
  });

  it("is the name of a module of Node's, and of what cannot be found", () => {
    const script = write("script.mjs", "");
    expect([identityOf("node:fs"), identityOf("fs", script), identityOf("nowhere", script)]).toEqual([
      "node:fs",
      "fs",
      "nowhere",
    ]);
  });
});
