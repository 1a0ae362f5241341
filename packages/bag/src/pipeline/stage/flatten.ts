import { notIterableError } from "../../errors.ts";
import type { StepCode } from "../code/step-code.ts";
import { forEach, goOn, type LoopOptions } from "../for-each.ts";
import type { PipelineRun } from "../pipeline-run.ts";
import type { Push, Step } from "../push.ts";
import type { StageKind } from "../stage.ts";
import { noPosition } from "../stage-position.ts";
import { failedOn } from "../user-call.ts";
import { isIndexed, walkElements } from "../walk.ts";

/** Pushes the elements of each element. */
export interface FlattenSpec {
  readonly kind: "flatten";
  readonly operation: string;
}

/** Where the generated loop is in an array that it goes through. */
export interface SpreadState {
  list: ArrayLike<unknown>;
  length: number;
  index: number;
}

export const flatten: StageKind<FlattenSpec, SpreadState> = {
  createState: createSpreadState,

  interpret({ operation }, next, { run, state }) {
    return createSpread({ operation, what: "the element" }, next, { run, state });
  },

  position: noPosition,

  emit(_spec, code) {
    emitSpread(code, code.element);
  },
};

export function createSpreadState(): SpreadState {
  return { list: [], length: 0, index: 0 };
}

/** A step that hands on the elements of what it gets, one after the other. */
export function createSpread(
  { operation, what }: { readonly operation: string; readonly what: string },
  next: Push,
  { run, state }: { readonly run: PipelineRun; readonly state: SpreadState },
): Required<Pick<Step, "push" | "goOn">> {
  const options: LoopOptions = { run, operation, isSource: false };
  return {
    push(elements) {
      const walk = walkElements(elements);
      if (walk === undefined) throw failedOn(elements, { operation, run }, notIterableError(what, elements));
      return forEach(walk, next, options);
    },
    goOn(outcome) {
      const { list, length, index } = state;
      const walk = { ...walkElements(list)!, length };
      return goOn({ walk, push: next, options, index, status: "running" }, outcome);
    },
  };
}

/** Writes a loop over an array or typed array; other iterables are left to the interpreter. */
export function emitSpread(code: StepCode, elements: string): void {
  const [list, length, index] = [code.state("list"), code.state("length"), code.state("index")];
  code.block(`if (!${code.ours("isIndexed", isIndexed)}(${elements}))`, () =>
    code.leave(elements === code.element ? { kind: "push" } : { kind: "settle", result: elements }),
  );
  code.line(`${list} = ${elements};`);
  code.line(`${length} = ${list}.length;`);
  code.line(`${index} = 0;`);
  emitItems(code, list, (item) => code.next(item));
}

/**
 * Writes a loop over items of a list: those from `index` up to `length`, both of which are in the step's state.
 * @param write - writes what is done with one
 */
export function emitItems(code: StepCode, list: string, write: (item: string) => void): void {
  const [length, index] = [code.state("length"), code.state("index")];
  const [end, pause, item] = [code.name("end"), code.name("pause"), code.name("item")];
  code.block(`while (${index} < ${length})`, () => {
    code.line(`const ${end} = Math.min(${length}, ${index} + pacer.budget);`);
    code.line(`pacer.budget -= ${end} - ${index};`);
    code.block(`for (; ${index} < ${end}; ${index}++)`, () => {
      code.line(`at = ${code.at};`);
      code.line(`given = ${code.element};`);
      code.line(`const ${item} = ${list}[${index}];`);
      write(item);
    });
    code.block(`if (pacer.budget === 0)`, () => {
      code.line(`const ${pause} = pacer.waitWithin();`);
      code.block(`if (${pause} !== undefined)`, () => {
        code.line(`${index} -= 1;`);
        code.leave({ kind: "pause", promise: pause });
      });
    });
  });
}
