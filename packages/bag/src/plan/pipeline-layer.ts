import { Shared, type Argument, type Layer, type Reference, type Task, type Passes } from "@holdall/core";
import { runPipelineTask, type PipelineSpec } from "../pipeline/run-pipeline.ts";
import { npartitionsOf, type Entry } from "./entry.ts";
import { fusePipeline } from "./fuse.ts";
import type { Operand } from "./operand.ts";
import { asAllowed } from "./passes.ts";

const none: readonly Reference[] = [];

/**
 * The tasks of an entry that is made by a pipeline, one per partition. What is fused into them is decided when
 * the layer is first asked: then all collections of the run are known, and with them who else reads what.
 */
export class PipelineLayer implements Layer {
  readonly name: string;
  readonly size: number;
  readonly operation: string;
  readonly parts = 1;
  readonly #entry: Entry;
  readonly #passes: Passes;
  #plan: TaskPlan | undefined;

  constructor(entry: Entry, passes: Passes) {
    this.name = entry.name;
    this.size = npartitionsOf(entry);
    this.operation = entry.node.operation;
    this.#entry = entry;
    this.#passes = passes;
  }

  get shared(): readonly Shared[] {
    return [this.#planned.shared];
  }

  inputs(index: number): readonly Reference[] {
    const { inputs } = this.#planned;
    return inputs.length === 0 ? none : inputs.map((operand) => operand.referenceAt(index));
  }

  task(index: number): Task {
    const { args, values, firstPartition } = this.#planned;
    const filled = values.length === 0 ? args : [...args];
    for (const { place, valueAt } of values) filled[place] = { kind: "value", value: valueAt(index) };
    const step = {
      fn: runPipelineTask,
      args: filled,
      operation: this.operation,
      layer: this.name,
      index,
      partition: firstPartition + index,
    };
    return { steps: [step], parts: 1 };
  }

  get #planned(): TaskPlan {
    this.#plan ??= planTasks(this.#entry, this.#passes);
    return this.#plan;
  }
}

/** All that can be known before a single task is made. */
interface TaskPlan {
  readonly shared: Shared<PipelineSpec>;
  /** Those of every task, but for the values. */
  readonly args: Argument[];
  readonly inputs: readonly Extract<Operand, { readonly kind: "input" }>[];
  readonly values: readonly { readonly place: number; readonly valueAt: (index: number) => unknown }[];
  readonly firstPartition: number;
}

function planTasks(entry: Entry, passes: Passes): TaskPlan {
  const { spec, operands } = fusePipeline(entry, passes.fuse);
  const shared = new Shared(asAllowed(spec, passes));
  const args: Argument[] = [{ kind: "shared", shared }];
  const inputs: Extract<Operand, { readonly kind: "input" }>[] = [];
  const values: TaskPlan["values"][number][] = [];
  for (const operand of operands) {
    const place = args.length;
    if (operand.kind === "input") args.push({ kind: "input", slot: inputs.push(operand) - 1 });
    else {
      args.push({ kind: "value", value: undefined });
      values.push({ place, valueAt: operand.valueAt });
    }
  }
  const firstPartition = "firstPartition" in entry.node ? entry.node.firstPartition : 0;
  return { shared, args, inputs, values, firstPartition };
}
