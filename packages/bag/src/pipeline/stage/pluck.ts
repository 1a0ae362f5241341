import { missingPropertyError } from "../../errors.ts";
import { needsElements } from "../need.ts";
import type { StageKind } from "../stage.ts";
import { failedOn } from "../user-call.ts";

/** Pushes one property of each element, or an array of several. */
export interface PluckSpec {
  readonly kind: "pluck";
  readonly operation: string;
  readonly key: PropertyKey | readonly PropertyKey[];
  /** What stands for a property that is not there. */
  readonly fallback: Fallback | undefined;
}

interface Fallback {
  readonly value: unknown;
}

export const pluck: StageKind<PluckSpec> = {
  isOneToOne: () => true,

  needs({ key, fallback }, need) {
    if (need.kind === "number" && fallback !== undefined) return need;
    const keys = typeof key === "object" ? key : [key];
    return keys.every(isCopied) ? { kind: "properties", keys } : needsElements;
  },

  interpret(spec, next, { run }) {
    const { operation, key } = spec;
    const read = (element: unknown, one: PropertyKey): unknown => {
      try {
        return readProperty(element, one, spec);
      } catch (error) {
        throw failedOn(element, { operation, run }, error);
      }
    };
    return {
      push:
        typeof key === "object"
          ? (element) => next(key.map((one) => read(element, one)))
          : (element) => next(read(element, key)),
    };
  },

  emit({ key }, code) {
    const { element } = code;
    const isObject = `typeof ${element} === "object" && ${element} !== null`;
    const readOther = code.ours("readProperty", readProperty);
    const spec = code.constant("spec", code.spec);
    // Here each pipeline learns what its own elements look like; the function has seen those of all.
    const read = (name: string): string =>
      `${isObject} && ${name} in ${element} ? ${element}[${name}] : ${readOther}(${element}, ${name}, ${spec})`;
    const result = code.name("x");
    if (typeof key !== "object") {
      code.line(`const ${result} = ${read(code.constant("key", `${code.spec}.key`))};`);
    } else {
      code.line(`const ${result} = [`);
      key.forEach((_, i) => {
        code.line(`${read(code.constant(`key${i}_`, `${code.spec}.key[${i}]`))},`);
      });
      code.line("];");
    }
    code.next(result);
  },
};

/** Whether copies of an object have this property as it has it. */
function isCopied(key: PropertyKey): key is string | number {
  return typeof key !== "symbol" && key !== "__proto__";
}

function readProperty(element: unknown, key: PropertyKey, { operation, fallback }: PluckSpec): unknown {
  if (element !== null && element !== undefined && key in Object(element)) {
    return (element as Record<PropertyKey, unknown>)[key];
  }
  if (fallback !== undefined) return fallback.value;
  const hint =
    operation === "unzip"
      ? "Make no more bags than each element has parts."
      : "Pass `pluck` a default to allow that.";
  throw missingPropertyError(key, element, hint);
}
