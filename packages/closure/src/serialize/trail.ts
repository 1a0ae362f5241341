/** How a value was reached, so that an error can say where it is. Made often, read seldom. */
export interface Trail {
  readonly parent: Trail | undefined;
  readonly step: string | number | symbol;
  /** Whether `step` is the key of a property, the name of a variable, or a text that says more. */
  readonly kind: "property" | "variable" | "text";
  /** For variables: who captures it. */
  readonly owner: Owner | undefined;
}

/** The function that captures a variable. */
export interface Owner {
  readonly name: string;
  readonly location: string | undefined;
}

/** One step further, to a property. */
export function alongProperty(parent: Trail | undefined, key: string | number | symbol): Trail {
  return { parent, step: key, kind: "property", owner: undefined };
}

/** One step further, to something that is no property. */
export function along(parent: Trail | undefined, text: string): Trail {
  return { parent, step: text, kind: "text", owner: undefined };
}

/** To a captured variable, or with an empty name to the function itself. */
export function alongVariable(parent: Trail | undefined, name: string, owner: Owner): Trail {
  return { parent, step: name, kind: "variable", owner };
}

/** Where a trail leads to. */
export interface TrailDescription {
  /** The captured variable that it last went through. */
  readonly variable: string | undefined;
  /** The way from there, or from the serialized value. */
  readonly path: string;
  readonly owner: Owner | undefined;
  /** The keys from the serialized value on, where it went through no variable. */
  readonly keys: readonly (string | number | symbol)[];
}

/** The variable a trail last went through, and the path from there. */
export function describeTrail(trail: Trail | undefined): TrailDescription {
  const steps: string[] = [];
  const keys: (string | number | symbol)[] = [];
  for (let at = trail; at; at = at.parent) {
    steps.unshift(at.kind === "property" ? propertyStep(at.step) : String(at.step));
    if (at.kind === "property") keys.unshift(at.step);
    if (!at.owner) continue;
    if (at.step !== "") return { variable: String(at.step), path: steps.join(""), owner: at.owner, keys: [] };
    // The function itself is meant: it is told how it was reached.
    return { ...describeTrail(at.parent), variable: undefined, owner: at.owner };
  }
  return { variable: undefined, path: steps.join("").trim().replace(/^\./, ""), owner: undefined, keys };
}

function propertyStep(key: string | number | symbol): string {
  if (typeof key === "symbol") return `[${key.toString()}]`;
  if (typeof key === "number" || /^(0|[1-9]\d*)$/.test(key)) return `[${key}]`;
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}
