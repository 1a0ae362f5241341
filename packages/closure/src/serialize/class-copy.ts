import type { AnyNode } from "acorn";
import { freshName, type Edit } from "../source/build-code.ts";
import { readVariable, type Scope } from "../capture/scopes.ts";
import type { ClassMember, ClassPlan } from "../source/class-plan.ts";
import { isConstantAt } from "../source/constants.ts";
import type { FunctionSource } from "../source/function-source.ts";
import type { Encoded } from "../serialized-value.ts";
import type { Encoder } from "./encoder.ts";
import type { Site } from "./locate-function.ts";
import { along, alongVariable, type Owner, type Trail } from "./trail.ts";

/** How one class is made again: its plan, with the values of now. */
export interface ClassCopy {
  readonly edits: readonly Edit[];
  readonly needed: readonly { readonly name: string; readonly value: Encoded }[];
  /** The superclass; `undefined` for classes without one. */
  readonly heritage: object | null | undefined;
  /** Methods and accessors that come with the text, of the prototype and of the class itself. */
  readonly members: readonly unknown[];
  readonly staticMembers: readonly unknown[];
}

/** What is known of the class. */
export interface ClassCopyRequest {
  readonly cls: Function;
  readonly source: FunctionSource;
  readonly plan: ClassPlan;
  readonly scopes: readonly Scope[];
  readonly site: Site | undefined;
  /** Names that cannot be given to anything else; is added to. */
  readonly taken: Set<string>;
  readonly owner: Owner;
  readonly trail: Trail | undefined;
}

/** Finds the values of what is evaluated when a class is defined. */
export function planClassCopy(
  encoder: Encoder,
  { cls, source, plan, scopes, site, taken, owner, trail }: ClassCopyRequest,
): ClassCopy {
  const edits: Edit[] = plan.cut.map((range) => ({ ...range, text: ";" }));
  const needed: { name: string; value: Encoded }[] = [];
  const give = (range: { start: number; end: number }, value: Encoded): void => {
    const name = freshName(1, taken);
    edits.push({ start: range.start, end: range.end, text: name });
    needed.push({ name, value });
  };
  const heritage = plan.heritage ? heritageOf(cls) : undefined;
  if (plan.heritage) give(plan.heritage, encoder.encode(heritage, along(trail, " (superclass)")));

  const prototype = cls.prototype as object;
  const used = new Set<unknown>();
  const staticMembers: unknown[] = [];
  const members: unknown[] = [];
  for (const member of plan.members) {
    const found = findMember(member.isStatic ? cls : prototype, member, source.text, used);
    if (!found) {
      // Deleted or replaced since: it must not come back with the text.
      if (!member.isPrivate) edits.push({ start: member.range.start, end: member.range.end, text: ";" });
      continue;
    }
    used.add(found.value);
    (member.isStatic ? staticMembers : members).push(found.value);
    encoder.members.set(found.value, {
      holder: member.isStatic ? cls : prototype,
      key: found.key,
      holds: member.kind,
    });
    if (member.computedKey) give(member.computedKey, encoder.encode(found.key, trail));
  }
  for (const { key, range } of plan.computedFields) {
    const value = literalKey(key) ?? (site && constantKey(key, site, scopes));
    if (value === undefined)
      encoder.refuse(
        alongVariable(trail, "", owner),
        "is a class that has a field with a computed key, which cannot be read",
        "Set it in the constructor: `this[key] = value;`.",
      );
    else give(range, encoder.encode(value, trail));
  }
  return { edits, needed, heritage, members, staticMembers };
}

/** The functions of a class's prototype that come with the text of the class. */
export function classMembers(prototype: object, source: FunctionSource, plan: ClassPlan): unknown[] {
  const used = new Set<unknown>();
  for (const member of plan.members) {
    if (!member.isStatic) used.add(findMember(prototype, member, source.text, used)?.value);
  }
  used.delete(undefined);
  return [...used];
}

function heritageOf(cls: Function): object | null {
  const prototype = cls.prototype as object;
  return Object.getPrototypeOf(prototype) === null ? null : (Object.getPrototypeOf(cls) as object);
}

/** The property that holds the function of this text. */
function findMember(
  holder: object,
  { range, kind }: ClassMember,
  text: string,
  used: ReadonlySet<unknown>,
): { key: string | symbol; value: unknown } | undefined {
  // The text of a method has no `static` before it.
  const own = text.slice(range.start, range.end).replace(/^static(\s|\/\*.*?\*\/)+/s, "");
  for (const key of Reflect.ownKeys(holder)) {
    const descriptor = Object.getOwnPropertyDescriptor(holder, key);
    const value = descriptor?.[kind] as unknown;
    if (typeof value !== "function" || used.has(value)) continue;
    const found = Function.prototype.toString.call(value);
    if (found === own) return { key, value };
  }
  return undefined;
}

function literalKey(key: AnyNode): string | symbol | undefined {
  if (key.type === "Literal") return String(key.value);
  if (key.type !== "MemberExpression" || key.computed || key.object.type !== "Identifier") return undefined;
  if (key.object.name !== "Symbol" || key.property.type !== "Identifier") return undefined;
  return (Symbol as unknown as Record<string, symbol>)[key.property.name];
}

/** The key is computed when the class is defined: a variable has to be one that cannot have changed since. */
function constantKey(key: AnyNode, site: Site, scopes: readonly Scope[]): string | symbol | undefined {
  if (key.type !== "Identifier") return undefined;
  const scope = scopes.find(({ variables }) => key.name in variables);
  const value = scope && readVariable(scope, key.name);
  if (!scope || Object(value) === value || !isConstantAt(site.script, site.offset, key.name))
    return undefined;
  return typeof value === "symbol" ? value : String(value);
}
