import { createHash } from "node:crypto";
import { serialize, type SerializedValue } from "@holdall/closure";
import type { Layer } from "@holdall/core";
import type { Shared } from "@holdall/core/task";
import { encode, type Block } from "../codec.ts";
import { findTsx } from "./exec-arguments.ts";

/** The constants that the tasks of a run share, as they go to workers: once to each. */
export interface Content {
  /** Hash of the data: a worker that has it from an earlier run is not sent it again. */
  readonly name: string;
  readonly data: Block;
  /** Modules that workers load first, to be able to import modules in TypeScript. */
  readonly tsx: readonly string[];
  /** By constant: its place in the revived array. */
  readonly places: ReadonlyMap<Shared, number>;
}

/**
 * Reads all constants, and the variables their functions capture, as they are now.
 * @throws ClosureError naming everything that cannot travel
 */
export function createContent(layers: readonly Layer[], pack: (block: Block) => Block): Content | undefined {
  const constants = new Set<Shared>();
  for (const layer of layers) for (const shared of layer.shared) constants.add(shared);
  if (constants.size === 0) return undefined;
  const serialized = serialize([...constants].map((shared) => shared.value));
  const data = encode(serialized);
  return {
    name: createHash("sha256").update(data).digest("base64url"),
    data: pack(data),
    tsx: importsTypeScript(serialized) ? findTsx() : [],
    places: new Map([...constants].map((shared, place) => [shared, place])),
  };
}

function importsTypeScript({ nodes }: SerializedValue): boolean {
  const isTypeScript = (module = ""): boolean => /\.[cm]?tsx?$/.test(module);
  return nodes.some((node) => {
    if (node.kind === "import") return isTypeScript(node.specifier) || isTypeScript(node.parent);
    return (node.kind === "importer" || node.kind === "require") && isTypeScript(node.parent);
  });
}
