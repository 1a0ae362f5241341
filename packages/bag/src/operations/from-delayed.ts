import { describeValue, InvalidArgumentError, isCollection, type Collection } from "@holdall/core";
import type { DelayedsNode } from "../plan/node.ts";

export function fromDelayed(list: readonly Collection[]): DelayedsNode {
  const where = "Bag.fromDelayed()";
  if (!Array.isArray(list) || list.length === 0) {
    throw new InvalidArgumentError(
      `${where}: Expected \`list\` to be an array of at least one Delayed, got ${describeValue(list)}.`,
    );
  }
  list.forEach((item: unknown, i) => {
    if (!isCollection(item)) {
      throw new InvalidArgumentError(
        `${where}: Expected \`list[${i}]\` to be a Delayed or Item, got ${describeValue(item)}.`,
      );
    }
  });
  return {
    kind: "delayeds",
    operation: "fromDelayed",
    collections: list.slice() as Collection[],
    npartitions: list.length,
  };
}
