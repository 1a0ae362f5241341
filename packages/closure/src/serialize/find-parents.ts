import type { Encoder } from "./encoder.ts";
import { along, alongVariable } from "./trail.ts";

/**
 * Finds what `super` stands for in methods that travel by themselves: the prototype of the object they were defined in.
 * Asked for all of them at once, when all are known, as the answer takes its time.
 */
export function findParents(encoder: Encoder): void {
  const methods = encoder.functions.filter(
    ({ source, parent }) => source.outside.own.super && parent === undefined,
  );
  if (methods.length === 0) return;
  const homes = encoder.homes(methods.map(({ fn }) => fn));
  for (const draft of methods) {
    const home = homes.get(draft.fn);
    draft.parent = home
      ? encoder.encode(Object.getPrototypeOf(home), along(draft.trail, " (`super`)"))
      : null;
    if (!home)
      encoder.refuse(
        alongVariable(draft.trail, "", draft.owner),
        "uses `super`, whose object cannot be found",
        "Put the method in a variable first: `const parent = Base.prototype.method;`, and use `parent.call(object)`.",
      );
  }
}
