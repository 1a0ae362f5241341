import type { AnyNode, Class, Function as FunctionNode, MethodDefinition, PropertyDefinition } from "acorn";
import type { Range } from "./outside.ts";

/** A method or accessor that the text of a class defines. */
export interface ClassMember {
  readonly isStatic: boolean;
  readonly isPrivate: boolean;
  readonly kind: "value" | "get" | "set";
  /** As `Function.prototype.toString` gives it: without `static`. */
  readonly range: Range;
  /** With the brackets; only where the key is computed. */
  readonly computedKey: Range | undefined;
}

/**
 * How a class is to be made again. Its text is evaluated a second time, so what ran when it was defined has to go: the
 * superclass and computed keys are given as values, and static fields and blocks are cut out; what they left
 * behind travels as own properties.
 */
export interface ClassPlan {
  readonly constructor: FunctionNode | undefined;
  /** The expression after `extends`; `null` itself stays as it is. */
  readonly heritage: Range | undefined;
  readonly extendsNull: boolean;
  /** Whether it has an `extends`, so that its constructor has to call `super`. */
  readonly isDerived: boolean;
  readonly members: readonly ClassMember[];
  /** Fields with a computed key. */
  readonly computedFields: readonly { readonly key: AnyNode; readonly range: Range }[];
  readonly cut: readonly Range[];
  /** Nodes that are no longer evaluated. */
  readonly skip: ReadonlySet<unknown>;
  /** `#names` of fields, methods and accessors. */
  readonly privateFields: readonly string[];
  readonly privateMethods: readonly string[];
  readonly staticPrivateFields: readonly string[];
  readonly staticPrivateMethods: readonly string[];
  /** Initial values of fields of instances, where it matters whether they are computed. */
  readonly initialisers: readonly Range[];
  /** The `}` at the end. */
  readonly end: number;
}

/** Plans how the class of this node, which is parsed from exactly its own text, is made again. */
export function planClass(node: Class): ClassPlan {
  const members: ClassMember[] = [];
  const computedFields: { key: AnyNode; range: Range }[] = [];
  const cut: Range[] = [];
  const skip = new Set<unknown>();
  const privateFields: string[] = [];
  const privateMethods: string[] = [];
  const staticPrivateFields: string[] = [];
  const staticPrivateMethods: string[] = [];
  const initialisers: Range[] = [];
  let constructor: FunctionNode | undefined;
  const extendsNull = node.superClass?.type === "Literal";
  if (node.superClass) skip.add(node.superClass);
  for (const member of node.body.body) {
    if (member.type === "StaticBlock") {
      cut.push(member);
      skip.add(member);
      continue;
    }
    const isPrivate = member.key.type === "PrivateIdentifier";
    if (member.type === "MethodDefinition") {
      if (member.kind === "constructor") {
        constructor = member.value;
        continue;
      }
      if (isPrivate) (member.static ? staticPrivateMethods : privateMethods).push(privateName(member));
      if (member.computed) skip.add(member.key);
      members.push({
        isStatic: member.static,
        isPrivate,
        kind: member.kind === "method" ? "value" : member.kind,
        range: member,
        computedKey: member.computed ? member.key : undefined,
      });
      continue;
    }
    if (isPrivate) (member.static ? staticPrivateFields : privateFields).push(privateName(member));
    if (member.static && isPrivate) {
      // The name has to stay, for the code that uses it.
      if (member.value) {
        cut.push({ start: member.key.end, end: member.end });
        skip.add(member.value);
      }
    } else if (member.static) {
      cut.push(member);
      skip.add(member);
    } else {
      // A function gets its name from the field; to make it does nothing else.
      if (member.value && !/Function|Class/.test(member.value.type)) initialisers.push(member.value);
      if (member.computed) {
        computedFields.push({ key: member.key, range: member.key });
        skip.add(member.key);
      }
    }
  }
  return {
    constructor,
    heritage: node.superClass && !extendsNull ? node.superClass : undefined,
    extendsNull,
    isDerived: Boolean(node.superClass),
    members,
    computedFields,
    cut,
    skip,
    privateFields,
    privateMethods,
    staticPrivateFields,
    staticPrivateMethods,
    initialisers,
    end: node.end - 1,
  };
}

function privateName({ key }: MethodDefinition | PropertyDefinition): string {
  return key.type === "PrivateIdentifier" ? key.name : "";
}
