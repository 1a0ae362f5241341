import { tokenize, type Collection, type LowerContext, type Reference } from "@holdall/core";
import { describeNode } from "./describe-node.ts";
import type { Entry, EntryArgument } from "./entry.ts";
import { linkInputs, pipelineLength } from "./choose-layers.ts";
import { locateCollection } from "./gather.ts";
import { inDependencyOrder, inputsOf, type PlanNode } from "./node.ts";
import type { Partitioning } from "./partitioning.ts";
import { ValueComparison } from "./value-comparison.ts";

/**
 * Finds for each node of a plan its {@link Entry}, which it shares with equal nodes of this and other plans of the run:
 * so equal work is done once.
 *
 * Nodes are equal when they do the same with equal inputs. Functions and data are compared by what they hold only when
 * all else is equal: what has no counterpart, however big, is never looked into. Names count counterparts in order of
 * appearance, and so depend on nothing but the plans.
 */
export class Interner {
  /** All entries, those that are read before those that read them. */
  readonly entries: Entry[] = [];
  readonly #context: LowerContext;
  readonly #fuse: boolean;
  readonly #byNode = new Map<PlanNode, Entry>();
  readonly #counterparts = new Map<string, Counterpart[]>();
  readonly #comparison = new ValueComparison();

  /** @param fuse - whether operations may become parts of pipelines */
  constructor(context: LowerContext, fuse: boolean) {
    this.#context = context;
    this.#fuse = fuse;
  }

  intern(plan: PlanNode): Entry {
    for (const node of inDependencyOrder(plan)) {
      if (!this.#byNode.has(node)) this.#byNode.set(node, this.#entryOf(node));
    }
    return this.#byNode.get(plan)!;
  }

  #entryOf(node: PlanNode): Entry {
    const reads: Reads = {
      inputs: inputsOf(node).map((input) => this.#byNode.get(input)!),
      args: this.#argumentsOf(node),
      references: collectionsOf(node).map((one) => this.#locate(one)),
    };
    const { text, values } = describeNode(node);
    const token = tokenize(text, ...tokensOf(reads));
    const counterparts = this.#counterparts.get(token) ?? [];
    if (counterparts.length === 0) this.#counterparts.set(token, counterparts);
    const equal = counterparts.find((other) => this.#comparison.isEqual(values, other.values));
    if (equal !== undefined) return equal.entry;

    const number = counterparts.length;
    const name = `${node.operation}-${number === 0 ? token : tokenize(token, number)}`;
    const entry = this.#createEntry(node, name, reads);
    counterparts.push({ entry, values });
    return entry;
  }

  #createEntry(node: PlanNode, name: string, reads: Reads): Entry {
    const entry: Entry = {
      ...reads,
      node,
      name,
      length: pipelineLength(node, reads.inputs, this.#fuse),
      readers: [],
      isRead: false,
      isNeededWhole: false,
    };
    linkInputs(entry, this.#fuse);
    this.entries.push(entry);
    return entry;
  }

  #argumentsOf(node: PlanNode): EntryArgument[] {
    if (!("args" in node)) return [];
    const first = node.firstPartition;
    return node.args.map((arg): EntryArgument => {
      switch (arg.kind) {
        case "bag":
          return { kind: "bag", entry: this.#byNode.get(arg.node)! };
        case "collection":
          return { kind: "collection", reference: this.#locate(arg.collection) };
        case "item":
          return { kind: "item", entry: this.#byNode.get(arg.node)! };
        case "partition":
          return { kind: "partition", first };
        case "start":
          return { ...arg, first };
        case "carry":
          return arg;
        case "countedStart":
          return { kind: "countedStart", entry: this.#byNode.get(arg.node)!, first };
        default:
          return arg satisfies never;
      }
    });
  }

  #locate(collection: Collection): Reference {
    return locateCollection(collection, this.#context);
  }
}

function collectionsOf(node: PlanNode): readonly Collection[] {
  if (node.kind === "collection") return [node.collection];
  return node.kind === "delayeds" ? node.collections : [];
}

interface Counterpart {
  readonly entry: Entry;
  readonly values: readonly unknown[];
}

type Reads = Pick<Entry, "inputs" | "args" | "references">;

function tokensOf({ inputs, args, references }: Reads): unknown[] {
  return [inputs.map((input) => input.name), args.map(nameArgument), references];
}

function nameArgument(arg: EntryArgument): unknown {
  if ("entry" in arg) return { ...arg, entry: arg.entry.name };
  return arg.kind === "start" ? { ...arg, partitioning: tokenOf(arg.partitioning) } : arg;
}

// Each of the bags that are appended to one has an argument with all of their partitions.
const tokens = new WeakMap<Partitioning, string>();

function tokenOf(partitioning: Partitioning): string {
  let token = tokens.get(partitioning);
  if (token === undefined) {
    token = tokenize(partitioning);
    tokens.set(partitioning, token);
  }
  return token;
}
