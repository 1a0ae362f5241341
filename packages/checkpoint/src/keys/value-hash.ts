import { serialize, type SerializedNode } from "@holdall/closure";
import { ContentHash, NotPlainError } from "./content-hash.ts";
import type { ModuleIdentities } from "./module-identity.ts";

/** Says of what cannot be read how it got into the value. */
export type DescribePath = (keys: readonly (string | number | symbol)[]) => string | undefined;

/**
 * Hashes any value: plain data by what it holds, functions by their text, what they capture and which modules they
 * import. Not by where they stand, so that a line more above a function changes nothing.
 * @throws ClosureError naming what in it has no content that could be read
 */
export function hashValue(value: unknown, modules: ModuleIdentities, describePath?: DescribePath): string {
  try {
    return new ContentHash().update(value).digest();
  } catch (error) {
    if (!(error instanceof NotPlainError)) throw error;
  }
  const options = describePath === undefined ? {} : { describePath };
  const { root, nodes } = serialize(value, { sharedMemory: true, ...options });
  return new ContentHash().update([root, nodes.map((node) => contentOf(node, modules))]).digest();
}

function contentOf(node: SerializedNode, modules: ModuleIdentities): unknown {
  switch (node.kind) {
    case "code": {
      const { filename: _filename, line: _line, column: _column, ...content } = node;
      return content;
    }
    case "error": {
      const { stack: _stack, ...content } = node;
      return content;
    }
    case "import": {
      const { specifier, parent, ...content } = node;
      return { ...content, module: modules.of(specifier, parent) };
    }
    case "importer":
    case "require":
      return { kind: node.kind, module: modules.of(node.parent) };
    case "meta":
      return { kind: node.kind, module: modules.of(node.url) };
    default:
      return node;
  }
}
