import {
  countTargets,
  Shared,
  type Argument,
  type CallSite,
  type Layer,
  type LayerCheckpoint,
  type Passes,
  type Target,
  type Task,
} from "@holdall/core";
import { Slice } from "../pipeline/source/slice.ts";
import type { PipelineSpec } from "../pipeline/run-pipeline.ts";
import { npartitionsOf, type Entry } from "./entry.ts";
import { fusePipeline } from "./fuse.ts";
import type { Operand } from "./operand.ts";
import { asAllowed } from "./passes.ts";
import { pipelineTask } from "./reproduce-call.ts";
import { writtenAt } from "./written-at.ts";

const none: readonly Target[] = [];

/**
 * The tasks of an entry that is made by a pipeline, one per partition. What is fused into them is decided when
 * the layer is first asked: then all collections of the run are known, and with them who else reads what.
 */
export class PipelineLayer implements Layer {
  readonly name: string;
  readonly size: number;
  readonly operation: string;
  readonly parts: number;
  readonly checkpoint: LayerCheckpoint | undefined;
  readonly #ended: (() => void) | undefined;
  readonly #entry: Entry;
  readonly #passes: Passes;
  /** By first slot and length, which belong to one operand. */
  readonly #lists = new Map<string, Argument>();
  #plan: TaskPlan | undefined;

  constructor(entry: Entry, passes: Passes) {
    this.name = entry.name;
    this.size = npartitionsOf(entry);
    this.operation = entry.node.operation;
    this.parts = partsOf(entry);
    this.checkpoint = entry.node.kind === "checkpoint" ? entry.node.checkpoint : undefined;
    this.#ended = entry.node.kind === "partials" ? entry.node.ended : undefined;
    this.#entry = entry;
    this.#passes = passes;
  }

  get shared(): readonly Shared[] {
    return [this.#planned.shared];
  }

  get isTimed(): boolean {
    const { source, stages } = this.#planned.shared.value;
    return [source, ...stages].some((step) => "timeout" in step);
  }

  inputs(index: number): readonly Target[] {
    const { inputs, lists } = this.#planned;
    if (inputs.length + lists.length === 0) return none;
    const targets: Target[] = inputs.map((operand) => operand.referenceAt(index));
    for (const { operand } of lists) for (const target of operand.targetsAt(index)) targets.push(target);
    return targets;
  }

  task(index: number): Task {
    const { args, firstPartition, values, lists } = this.#planned;
    const filled = values.length + lists.length === 0 ? args : [...args];
    for (const { place, operand } of values) filled[place] = { kind: "value", value: operand.valueAt(index) };
    let slot = this.#planned.inputs.length;
    for (const { place, operand } of lists) {
      const length = countTargets(operand.targetsAt(index));
      filled[place] = this.#listOf(slot, length, operand.isLate);
      slot += length;
    }
    const step = {
      fn: pipelineTask,
      args: filled,
      operation: this.operation,
      layer: this.name,
      index,
      partition: firstPartition + index,
    };
    return { steps: [step], parts: this.parts };
  }

  callSite(place?: number): CallSite | undefined {
    return place === undefined ? this.#entry.node[writtenAt] : this.#planned.callSites[place];
  }

  ended(): void {
    this.#ended?.();
  }

  elements(index: number): number | undefined {
    const { shared, values } = this.#planned;
    const { kind } = shared.value.source;
    if (kind !== "slice" && kind !== "range") return undefined;
    const given = values[0]!.operand.valueAt(index) as Slice | readonly [start: number, length: number];
    return given instanceof Slice ? given.end - given.start : given[1];
  }

  // Most tasks of a layer have lists of the same length.
  #listOf(start: number, length: number, isLate: boolean | undefined): Argument {
    const key = `${start} ${length}`;
    let list = this.#lists.get(key);
    if (list === undefined) {
      const items = Array.from({ length }, (_, i) => ({ kind: "input", slot: start + i }) as const);
      list = { kind: "array", items, isLate };
      this.#lists.set(key, list);
    }
    return list;
  }

  get #planned(): TaskPlan {
    this.#plan ??= planTasks(this.#entry, this.#passes);
    return this.#plan;
  }
}

function partsOf({ node }: Entry): number {
  return node.kind === "scatter" ? node.parts : node.kind === "accumulate" ? 2 : 1;
}

/** All that can be known before a single task is made. */
interface TaskPlan {
  readonly shared: Shared<PipelineSpec>;
  readonly callSites: readonly (CallSite | undefined)[];
  /** Those of every task, but for the values and lists. */
  readonly args: Argument[];
  readonly firstPartition: number;
  /** They have the first slots; then come those of the lists. */
  readonly inputs: readonly OperandOf<"input">[];
  readonly lists: readonly Placed<"inputs">[];
  readonly values: readonly Placed<"value">[];
}

type OperandOf<K extends Operand["kind"]> = Extract<Operand, { readonly kind: K }>;

/** An operand, and which argument it is. */
interface Placed<K extends Operand["kind"]> {
  readonly place: number;
  readonly operand: OperandOf<K>;
}

function planTasks(entry: Entry, passes: Passes): TaskPlan {
  const { spec, operands, callSites } = fusePipeline(entry, passes);
  const shared = new Shared(asAllowed(spec, passes));
  const args: Argument[] = [{ kind: "shared", shared }];
  const inputs: OperandOf<"input">[] = [];
  const lists: Placed<"inputs">[] = [];
  const values: Placed<"value">[] = [];
  for (const operand of operands) {
    const place = args.length;
    if (operand.kind === "input")
      args.push({ kind: "input", slot: inputs.push(operand) - 1, isKept: operand.isKept });
    else {
      args.push({ kind: "value", value: undefined });
      if (operand.kind === "value") values.push({ place, operand });
      else lists.push({ place, operand });
    }
  }
  const firstPartition = "firstPartition" in entry.node ? entry.node.firstPartition : 0;
  return { shared, callSites, args, firstPartition, inputs, lists, values };
}
