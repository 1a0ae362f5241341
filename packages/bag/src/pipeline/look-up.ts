import type { CallArgument } from "./call-arguments.ts";
import type { StepCode } from "./code/step-code.ts";
import { createKeyCalls, emitKey, type WithKey } from "./element-key.ts";
import { forEach, goOn, isPending, type LoopOptions } from "./for-each.ts";
import { keyTableOf, type KeyTable } from "./key-table.ts";
import type { KeyedElements } from "./keyed-elements.ts";
import type { PipelineRun } from "./pipeline-run.ts";
import type { Outcome, Push, Step } from "./push.ts";
import { emitItems } from "./stage/flatten.ts";
import { walkItems } from "./walk.ts";

/** An operation that pairs elements with others that have the same key. */
export interface WithLookUp extends WithKey {
  /** Whether an element whose key no other one has makes a pair too, with `undefined`. */
  readonly keepsAll: boolean;
  /** The others, as {@link KeyedElements}. */
  readonly args: readonly [CallArgument & { readonly kind: "broadcast" }];
}

/** How far it is. */
export interface LookUpState {
  readonly table: KeyTable;
  /** Keeps account of the keys that elements and others have in common, where that is asked for. */
  readonly account: KeyAccount | undefined;
  /** The element under way. */
  element: unknown;
  /** Which of the table's elements is next to be paired with it, and before which it ends. */
  index: number;
  length: number;
}

export function createLookUpState({ args: [{ slot }] }: WithLookUp, { inputs }: PipelineRun): LookUpState {
  const table = keyTableOf(inputs[slot] as KeyedElements);
  return { table, account: undefined, element: undefined, index: 0, length: 0 };
}

/** Which keys of a table have been come across. */
export interface KeyAccount {
  /** Its number among all of the table. */
  readonly number: number;
  /** The numbers of the keys. One may be there more than once where others keep account at the same time. */
  readonly keys: number[];
}

export function openAccount(table: KeyTable): KeyAccount {
  table.accounts += 1;
  return { number: table.accounts, keys: [] };
}

function noteKey({ table: { seenBy }, account }: LookUpState, place: number): void {
  if (account === undefined || seenBy[place] === account.number) return;
  seenBy[place] = account.number;
  account.keys.push(place);
}

/** A step that hands on pairs of another element and its own. */
export function createLookUp(
  spec: WithLookUp,
  next: Push,
  { run, state }: { readonly run: PipelineRun; readonly state: LookUpState },
): Required<Pick<Step, "push" | "settle" | "goOn">> {
  const { operation, keepsAll } = spec;
  const { index, elements, starts, missing } = state.table;
  const options: LoopOptions = { run, operation, isSource: false };
  const pushPair: Push = (other) => next([other, state.element]);
  const { push, settle } = createKeyCalls(spec, {
    run,
    accept(key, element) {
      const found = index.find(key);
      if (found !== undefined) noteKey(state, found);
      const place = found ?? (keepsAll ? missing : undefined);
      state.element = element;
      state.index = place === undefined ? 0 : starts[place]!;
      state.length = place === undefined ? 0 : starts[place + 1]!;
      return undefined;
    },
  });
  // Not part of finding the key, as what fails here is what comes after.
  const handOn = (): Outcome | Promise<Outcome> =>
    forEach(walkItems(elements, state.index, state.length - state.index), pushPair, options);
  const whenFound = (outcome: Outcome | Promise<Outcome>): Outcome | Promise<Outcome> =>
    isPending(outcome) ? outcome.then(handOn) : handOn();

  return {
    push: (element) => whenFound(push(element)),
    settle: (result, element) => whenFound(settle(result, element)),
    goOn: (outcome) => {
      const walk = walkItems(elements, 0, state.length);
      return goOn({ walk, push: pushPair, options, index: state.index, status: "running" }, outcome);
    },
  };
}

/**
 * @param options.keepsAccount - whether the state keeps account of keys
 * @param options.write - writes what is done with a pair
 */
export function emitLookUp(
  spec: WithLookUp,
  code: StepCode,
  { keepsAccount, write }: { readonly keepsAccount: boolean; readonly write: (pair: string) => void },
): void {
  const key = emitKey(spec, code);
  const table = `${code.ownState}.table`;
  const places = code.constant("places", `${table}.index`);
  const [others, starts] = [
    code.constant("others", `${table}.elements`),
    code.constant("starts", `${table}.starts`),
  ];
  const [place, pair] = [code.name("place"), code.name("pair")];
  code.line(`let ${place} = ${places}.find(${key});`);
  if (keepsAccount) {
    const [note, state] = [code.ours("noteKey", noteKey), code.constant("state", code.ownState)];
    code.line(`if (${place} !== undefined) ${note}(${state}, ${place});`);
  }
  if (spec.keepsAll)
    code.line(`if (${place} === undefined) ${place} = ${code.constant("missing", `${table}.missing`)};`);
  code.block(`if (${place} !== undefined)`, () => {
    const element = code.state("element");
    code.line(`${element} = ${code.element};`);
    code.line(`${code.state("index")} = ${starts}[${place}];`);
    code.line(`${code.state("length")} = ${starts}[${place} + 1];`);
    emitItems(code, others, (other) => {
      code.line(`const ${pair} = [${other}, ${element}];`);
      write(pair);
    });
  });
}
