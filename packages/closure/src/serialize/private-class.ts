import type { ClassPlan } from "../source/class-plan.ts";
import { parseFunctionSource } from "../source/function-source.ts";

const plans = new WeakMap<Function, { readonly plan: ClassPlan | undefined }>();

/** The classes an object is an instance of, the nearest first; built-in ones are left out. */
export function classesOf(object: object): Function[] {
  const classes: Function[] = [];
  for (
    let at = Object.getPrototypeOf(object) as object | null;
    at;
    at = Object.getPrototypeOf(at) as object | null
  ) {
    const maker = Object.getOwnPropertyDescriptor(at, "constructor")?.value as unknown;
    if (typeof maker === "function" && maker.prototype === at && planOf(maker)) classes.push(maker);
  }
  return classes;
}

/** Whether instances of a class get private members from it. */
export function hasPrivateMembers(cls: Function): boolean {
  return hasPrivateFields(cls) || (planOf(cls)?.privateMethods.length ?? 0) > 0;
}

/** Whether these are more than methods and accessors. */
export function hasPrivateFields(cls: Function): boolean {
  return (planOf(cls)?.privateFields.length ?? 0) > 0;
}

/** What the text of a class says; `undefined` for other functions. */
export function planOf(cls: Function): ClassPlan | undefined {
  let known = plans.get(cls);
  if (!known) {
    const text = Function.prototype.toString.call(cls);
    known = { plan: text.startsWith("class") ? parseFunctionSource(text, true)?.class : undefined };
    plans.set(cls, known);
  }
  return known.plan;
}
