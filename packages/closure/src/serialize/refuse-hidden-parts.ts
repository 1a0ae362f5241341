import type { Outside } from "../source/outside.ts";
import { isInsideFunction } from "../source/module-source.ts";
import type { Encoder } from "./encoder.ts";
import type { Site } from "./locate-function.ts";
import { alongVariable, type Owner, type Trail } from "./trail.ts";

/** What is known of the function that is looked at. */
export interface HiddenPartsRequest {
  readonly fn: Function;
  readonly outside: Outside;
  readonly site: Site | undefined;
  readonly owner: Owner;
  readonly trail: Trail | undefined;
}

/** Refuses functions that use what nothing can read from outside; tells whether it did. */
export function refuseHiddenParts(
  encoder: Encoder,
  { outside, site, owner, trail }: HiddenPartsRequest,
): boolean {
  let refused = false;
  const refuse = (reason: string, remedy: string): void => {
    refused = true;
    encoder.refuse(alongVariable(trail, "", owner), reason, remedy);
  };
  const { lexical } = outside;
  // `this` outside all functions of a module is `undefined`, which needs no reading.
  const atTop =
    site?.script.isModule === true && site.offset >= 0 && !isInsideFunction(site.script, site.offset);
  if (lexical.this.length > 0 && !atTop)
    refuse(
      "uses the `this` of the function around it, which cannot be read",
      "Put it in a variable first: `const self = this;`, and use `self`.",
    );
  if (lexical.super.length > 0)
    refuse(
      "uses `super` of the method around it, which cannot be read",
      "Put the method in a variable first: `const parent = Base.prototype.method;`, and use `parent.call(object)`.",
    );
  if (lexical["new.target"].length > 0)
    refuse(
      "uses the `new.target` of the function around it, which cannot be read",
      "Put it in a variable first: `const target = new.target;`.",
    );
  if (lexical.arguments.length > 0)
    refuse(
      "uses the `arguments` of the function around it",
      "Put them in a variable first: `const args = [...arguments];`.",
    );
  if (outside.directEval)
    refuse(
      "calls `eval`, which can use any variable around it",
      "Use `new Function(...)`, or indirect `(0, eval)(...)`.",
    );
  for (const name of outside.privateNames)
    refuse(
      `uses \`#${name}\` of the class around it, which only code in that class can`,
      "Give the function what it needs as a variable, or capture the whole class.",
    );
  return refused;
}
