import type { UserFunction } from "../user-call.ts";

/**
 * What a step of a pipeline writes its part of the generated loop with. It writes what it does with one element; the
 * steps after it write theirs where it calls `next`.
 */
export interface StepCode {
  /** Number of the step. */
  readonly at: number;
  /** The variable that holds the element. */
  readonly element: string;
  /** The expression for the step's spec: data of the user is read from it, and is no part of the text. */
  readonly spec: string;
  /** The expression for the step's state, where it is not kept in variables (see `state`). */
  readonly ownState: string;
  line(text: string): void;
  /** Writes `head { ... }`. */
  block(head: string, body: () => void): void;
  /** Makes a name that no other step has. */
  name(stem: string): string;
  /** Names a function of the user. */
  user(stem: string, fn: UserFunction): string;
  /** Names something of ours, which is the same in all pipelines. */
  ours(name: string, value: unknown): string;
  /** Names what an expression is worth before the loop. */
  constant(stem: string, expression: string): string;
  /** Names a variable that holds a property of the step's state while the loop runs. */
  state(property: string): string;
  /** Writes what the steps after this one do with a value. */
  next(value: string): void;
  /** Writes the way out of the loop, for what the loop itself does not do. */
  leave(exit: StepExit): void;
}

/** What is to be done outside of the loop, which goes on after it. */
export type StepExit =
  /** The interpreter takes the element from this step on. */
  | { readonly kind: "push" }
  /** So it does from where the function of the user returned. */
  | { readonly kind: "settle"; readonly result: string }
  /** So it does from where that function threw, in a `catch`. */
  | { readonly kind: "recover"; readonly error: string }
  /** A promise is awaited, and then the step goes on after what it handed on last. */
  | { readonly kind: "pause"; readonly promise: string }
  /** The pipeline wants no more elements: the loop does not go on. */
  | { readonly kind: "stop" };

/** A call of the user's function, and when it is left to the interpreter. */
interface CallCode {
  readonly call: string;
  /** What its result is named after. @default "x" */
  readonly as?: string;
  /** When else, of a result that is an object. */
  readonly orIf?: (result: string) => string;
  /** Whether what is thrown is left to the interpreter. Only the call is tried, none of the steps after it. */
  readonly isCaught?: boolean;
}

/**
 * Writes a call of the user's function, and leaves the loop when what it returned is to be awaited.
 * @returns the name of the result
 */
export function emitCall(code: StepCode, { call, as, orIf, isCaught = false }: CallCode): string {
  const result = code.name(as ?? "x");
  const isThenable = `typeof ${result}.then === "function"`;
  const isLeft = [
    `typeof ${result} === "object" && ${result} !== null &&`,
    orIf === undefined ? isThenable : `(${isThenable} || ${orIf(result)})`,
  ];
  const settle = (): void => code.leave({ kind: "settle", result });
  if (isCaught) {
    const left = code.name("isLeft");
    code.line(`let ${result}, ${left};`);
    // A look at the result is tried too, as its getters may throw.
    for (const text of ["try {", `${result} = ${call};`, `${left} = (`, ...isLeft, ");"]) code.line(text);
    code.block("} catch (error)", () => code.leave({ kind: "recover", error: "error" }));
    code.block(`if (${left})`, settle);
  } else {
    code.line(`const ${result} = ${call};`);
    code.line("if (");
    for (const text of isLeft) code.line(text);
    code.block(")", settle);
  }
  return result;
}
