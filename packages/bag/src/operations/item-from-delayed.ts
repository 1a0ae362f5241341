import { describeValue, InvalidArgumentError, isCollection } from "@holdall/core";
import type { CollectionNode } from "../plan/node.ts";

export function itemFromDelayed(delayed: unknown): CollectionNode {
  if (!isCollection(delayed)) {
    throw new InvalidArgumentError(
      `Item.fromDelayed(): Expected \`delayed\` to be a Delayed, got ${describeValue(delayed)}.`,
    );
  }
  return { kind: "collection", operation: "fromDelayed", collection: delayed };
}
