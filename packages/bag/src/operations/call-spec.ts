import type { CallArgument } from "../pipeline/call-arguments.ts";
import type { ElementCallSpec } from "../pipeline/element-calls.ts";
import type { PlanArgument } from "../plan/node.ts";
import type { SplitArguments } from "./call-arguments.ts";
import type { ResolvedCallOptions } from "./element-options.ts";

/** What a spec says of how its function is called, and what its slots stand for. */
export interface CallSpec {
  readonly call: Pick<ElementCallSpec, "concurrency" | "onError" | "timeout" | "retry"> & {
    readonly args: readonly CallArgument[];
  };
  readonly args: readonly PlanArgument[];
}

const noArguments: SplitArguments = { callArguments: [], args: [] };

export function createCallSpec(
  options: ResolvedCallOptions,
  { callArguments, args: given }: SplitArguments = noArguments,
): CallSpec {
  const { concurrency, onError, context, timeout, retries, retryOn, retryDelay } = options;
  const args = [...given];
  const isPartitionTold = context || typeof onError === "function";
  const slot = isPartitionTold ? args.push({ kind: "partition" }) - 1 : -1;
  return {
    call: {
      args: context ? [...callArguments, { kind: "context", slot }] : callArguments,
      ...(concurrency > 1 && { concurrency }),
      ...(timeout !== undefined && { timeout }),
      ...(retries > 0 && { retry: { times: retries, delay: retryDelay, ...(retryOn && { on: retryOn }) } }),
      ...(onError !== "throw" && { onError: onError === "skip" ? onError : { fn: onError, slot } }),
    },
    args,
  };
}
