import { createHash } from "node:crypto";
import { InvalidArgumentError, type GraphIndex } from "@holdall/core";
import {
  keyOf,
  leavesOf,
  sentFor,
  type Argument,
  type Shared,
  type Step,
  type Task,
} from "@holdall/core/task";
import { describeConstantPath } from "@holdall/worker-pool/encoding";
import { ModuleIdentities } from "./module-identity.ts";
import { hashValue } from "./value-hash.ts";

/**
 * The version of what is stored. It is part of every key: what holdall's own functions come to, and how results are
 * encoded, may change only together with it.
 */
const formatVersion = 1;

/** What the result of a task depends on. */
export interface TaskKey {
  /** Stands for all of it: equal keys, equal results. */
  readonly key: string;
  /** Stands for the functions it calls, with what they capture and import. */
  readonly code: string;
  /** Stands for the elements and arguments that it was made with. */
  readonly data: string;
  /** What the user called. */
  readonly operation: string;
  readonly partition: number;
}

/**
 * Finds the keys of tasks, and of those whose results they read.
 * @param index - the graph before chains are joined
 * @throws ClosureError when a function cannot be read
 * @throws InvalidArgumentError when a task reads what only this run knows
 */
export class TaskKeys {
  readonly #index: GraphIndex;
  readonly #keys: (TaskKey | undefined)[];
  readonly #modules = new ModuleIdentities();
  readonly #shared = new Map<Shared, string>();
  readonly #codes = new Map<string, string>();

  constructor(index: GraphIndex) {
    this.#index = index;
    this.#keys = new Array<TaskKey | undefined>(index.size);
  }

  of(wanted: number): TaskKey {
    const { edgeStart, edgeTask } = this.#index;
    const stack = [wanted];
    const underWay = new Set<number>();
    for (let id = stack.at(-1); id !== undefined; id = stack.at(-1)) {
      if (this.#keys[id] !== undefined) stack.pop();
      else if (underWay.has(id)) {
        this.#keys[id] = this.#find(id);
        stack.pop();
      } else {
        underWay.add(id);
        for (let edge = edgeStart[id]!; edge < edgeStart[id + 1]!; edge++) {
          const input = edgeTask[edge]!;
          // What waits for itself cannot run; whoever puts tasks in order says so.
          if (this.#keys[input] === undefined && !underWay.has(input)) stack.push(input);
        }
      }
    }
    return this.#keys[wanted]!;
  }

  #find(id: number): TaskKey {
    const { layers, edgeStart, edgeTask, edgeResult, resultStart } = this.#index;
    const layer = layers[this.#index.layerOf(id)]!;
    if (layer.local !== undefined) {
      throw new InvalidArgumentError(
        `A checkpoint cannot store what \`${layer.operation}\` comes to: its elements are known only while it is read, and could be others the next time. Read them into an array first, or read files with \`readText\`.`,
      );
    }
    const task = this.#index.task(id);
    const code = this.#codeOf(task);
    const data = this.#dataOf(task);
    const hash = createHash("sha256").update(`${formatVersion} ${code} ${data}`);
    for (let edge = edgeStart[id]!; edge < edgeStart[id + 1]!; edge++) {
      const input = edgeTask[edge]!;
      hash.update(` ${this.#keys[input]?.key} ${edgeResult[edge]! - resultStart[input]!}`);
    }
    const { operation, partition } = task.steps.at(-1)!;
    return { key: hash.digest("base64url"), code, data, operation, partition };
  }

  // Most tasks of a layer call the same in the same way.
  #codeOf({ steps, parts }: Task): string {
    const text = `${parts} ${steps.map((step) => this.#describeCall(step)).join("; ")}`;
    let code = this.#codes.get(text);
    if (code === undefined) {
      code = createHash("sha256").update(text).digest("base64url").slice(0, 22);
      this.#codes.set(text, code);
    }
    return code;
  }

  #describeCall(step: Step): string {
    const { module, name } = step.fn;
    const args = step.args.map((argument) => this.#describeArgument(argument, step));
    return `${this.#modules.of(module)} ${name}(${args.join()})`;
  }

  #describeArgument(argument: Argument, step: Step): string {
    switch (argument.kind) {
      case "value":
        return "v";
      case "shared":
        return this.#hashShared(argument.shared, step);
      case "input":
        return `i${argument.slot}`;
      case "previous":
        return "p";
      case "array":
        return `[${argument.items.map((item) => this.#describeArgument(item, step)).join()}]`;
      case "object":
        return `{${argument.entries.map(([key, item]) => `${JSON.stringify(key)}:${this.#describeArgument(item, step)}`).join()}}`;
      default:
        return argument satisfies never;
    }
  }

  #hashShared(shared: Shared, { operation }: Step): string {
    let hash = this.#shared.get(shared);
    if (hash === undefined) {
      hash = hashValue(shared.value, this.#modules, (keys) =>
        describeConstantPath(shared.value, keys, operation),
      );
      this.#shared.set(shared, hash);
    }
    return hash;
  }

  #dataOf({ steps }: Task): string {
    const values = steps.map(({ args, partition, operation, layer, index }) => {
      const own = args
        .flatMap(leavesOf)
        .flatMap((leaf) => (leaf.kind === "value" ? [sentFor(leaf.value)] : []));
      if (own.length === 0) return String(partition);
      const hash = hashValue(
        own,
        this.#modules,
        () => `given to \`${operation}\` (task ${keyOf(layer, index)})`,
      );
      return `${partition} ${hash}`;
    });
    return createHash("sha256").update(values.join()).digest("base64url").slice(0, 22);
  }
}
