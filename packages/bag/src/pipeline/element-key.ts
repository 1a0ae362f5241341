import { missingPropertyError } from "../errors.ts";
import { emitCall, type StepCode } from "./code/step-code.ts";
import { needsElements, type Need } from "./need.ts";
import type { PipelineRun } from "./pipeline-run.ts";
import type { Outcome, Step } from "./push.ts";
import { createCalls, failedOn, type UserFunction } from "./user-call.ts";

/** How the key of an element is found. */
export type KeySpec =
  /** The element is its own key. */
  | { readonly kind: "element" }
  | { readonly kind: "property"; readonly name: string | number }
  | { readonly kind: "call"; readonly fn: UserFunction };

/** An operation on elements by their key. */
export interface WithKey {
  readonly operation: string;
  readonly key: KeySpec;
}

/** A step that finds the key of each element. */
export interface KeyCalls {
  readonly run: PipelineRun;
  /** Goes on with the key, awaited. What it throws is an error of the operation. */
  readonly accept: (key: unknown, element: unknown) => Outcome | Promise<Outcome>;
}

export function createKeyCalls(
  { operation, key }: WithKey,
  { run, accept }: KeyCalls,
): Required<Pick<Step, "push" | "settle">> {
  const settle: KeyCalls["accept"] = (found, element) => {
    try {
      return accept(found, element);
    } catch (error) {
      throw failedOn(element, { operation, run }, error);
    }
  };
  switch (key.kind) {
    case "element":
      return { push: (element) => settle(element, element), settle };
    case "property": {
      const read = (element: unknown): unknown => {
        try {
          return readProperty(element, key.name);
        } catch (error) {
          throw failedOn(element, { operation, run }, error);
        }
      };
      return { push: (element) => settle(read(element), element), settle };
    }
    case "call":
      return createCalls({ operation, run, call: key.fn, accept: settle });
    default:
      return key satisfies never;
  }
}

/** What an operation needs of elements that it only looks at the keys of. */
export function needsKey({ key }: WithKey): Need {
  return key.kind === "property" && key.name !== "__proto__"
    ? { kind: "properties", keys: [key.name] }
    : needsElements;
}

/** Writes how the key of the element is found. @returns its name */
export function emitKey({ key }: WithKey, code: StepCode): string {
  const { element } = code;
  switch (key.kind) {
    case "element":
      return element;
    case "property": {
      const [found, name] = [code.name("key"), code.constant("name", `${code.spec}.key.name`)];
      const isThere = `typeof ${element} === "object" && ${element} !== null && ${name} in ${element}`;
      const readOther = code.ours("readKeyProperty", readProperty);
      code.line(`const ${found} = ${isThere} ? ${element}[${name}] : ${readOther}(${element}, ${name});`);
      return found;
    }
    case "call":
      return emitCall(code, { call: `${code.user("keyOf", key.fn)}(${element})`, as: "key" });
    default:
      return key satisfies never;
  }
}

/** Writes how the number of a key in the index of the step's state is found. @returns its name */
export function emitPlace(code: StepCode, key: string): string {
  const place = code.name("place");
  const index = code.constant("index", `${code.ownState}.index`);
  code.line(`const ${place} = ${index}.add(${key});`);
  return place;
}

function readProperty(element: unknown, name: string | number): unknown {
  if (element === null || element === undefined || !(name in Object(element)))
    throw missingPropertyError(name, element, "Pass a function to allow that.");
  return (element as Record<PropertyKey, unknown>)[name];
}
