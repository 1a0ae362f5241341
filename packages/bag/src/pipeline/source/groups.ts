import { packPairs, readInput } from "@holdall/core/task";
import { joinBuckets, joinElements, numberBuckets, type Bucket } from "../buckets.ts";
import { toColumn } from "../column.ts";
import { isPackable } from "../columns.ts";
import { GatheredGroups } from "../groups/gathered-groups.ts";
import { OpenGroups } from "../groups/open-groups.ts";
import { KeyIndex } from "../key.ts";
import type { PipelineRun } from "../pipeline-run.ts";
import type { SourceKind } from "../source.ts";
import { failedIn } from "../user-call.ts";
import { walkItems, walkIterator, type Walk } from "../walk.ts";

/**
 * Arrays of a key and its elements: for each bag an array of them, which is empty where it has none. The slots from 0 on
 * hold for each bag the {@link Bucket}s of its tasks, in order.
 */
export interface GroupsSpec {
  readonly kind: "groups";
  readonly operation: string;
  /** Number of bags. */
  readonly bags: number;
  /** What the elements of a key come as: only those of one bag as an iterable, whose buckets are read one after the other. */
  readonly as: "array" | "iterable";
}

export const groups: SourceKind<GroupsSpec> = {
  isIndexed: true,

  whole({ bags, as }, { inputs, context }) {
    if (bags > 1 || (as === "iterable" && !context.isLast)) return undefined;
    const index = new KeyIndex();
    const numbered = numberBuckets(bucketsIn(inputs[0]), index);
    const { keys } = index;
    return packPairs({
      toPairs: () => joinBuckets(numbered).map((group, place) => [keys[place], group]),
      toColumns() {
        if (!isPackable(keys)) return undefined;
        return { keys, values: joinElements(numbered), lengths: toColumn(numbered.lengths) };
      },
    });
  },

  open(spec, run) {
    if (spec.as === "iterable") return openGroups(spec, run);
    const index = new KeyIndex();
    const columns = Array.from({ length: spec.bags }, (_, slot) =>
      joinBuckets(numberBuckets(bucketsIn(run.inputs[slot]), index)),
    );
    const { keys } = index;
    const rows = Array.from(keys, (key, place) => [key, ...columns.map((column) => column[place] ?? [])]);
    return walkItems(rows, 0, rows.length);
  },
};

function bucketsIn(input: unknown): readonly (Bucket | undefined)[] {
  return (input as readonly unknown[]).map(readInput) as (Bucket | undefined)[];
}

function openGroups({ operation }: GroupsSpec, run: PipelineRun): Walk | Promise<Walk> {
  const { context } = run;
  const inputs = run.inputs[0] as readonly unknown[];
  const gathered = new GatheredGroups(inputs, context.scratch);

  return gatherFrom(0);

  /** A promise where the thread has other things to do meanwhile. */
  function gatherFrom(start: number): Walk | Promise<Walk> {
    for (let at = start; at < inputs.length; at++) {
      attempt(() => gathered.take(inputs[at]));
      const pause = context.pace?.due();
      if (pause !== undefined) return pause.then(() => gatherFrom(at + 1));
    }
    attempt(() => gathered.finish());
    const open = new OpenGroups(gathered);
    context.keepOpen(open);
    return walkIterator(open.pairs(), gathered.keys.length);
  }

  function attempt(action: () => void): void {
    try {
      action();
    } catch (error) {
      throw failedIn(operation, run, error);
    }
  }
}
