import { createHash } from "node:crypto";
import { serialize, type SerializedValue } from "@holdall/closure";
import { tokenize, type Layer } from "@holdall/core";
import type { RegisteredClass, Shared } from "@holdall/core/task";
import {
  bytesOf,
  encode,
  memoriesOf,
  movableMemory,
  packBlocks,
  sizeOf,
  type Block,
  type Transport,
} from "../codec.ts";
import type { ContentValue } from "../messages.ts";
import { describeConstantPath } from "./constant-path.ts";
import { findTsx } from "./exec-arguments.ts";

/** The constants that the tasks of a run share, and the classes registered for it, as they go to workers: once to each. */
export interface Content {
  /** Hash of the data: a worker that has it from an earlier run is not sent it again. */
  readonly name: string;
  readonly data: Block;
  /** Modules that workers load first, to be able to import modules in TypeScript. */
  readonly tsx: readonly string[];
  /** By constant: its place in the revived constants. */
  readonly places: ReadonlyMap<Shared, number>;
}

/**
 * Reads all constants, and the variables their functions capture, as they are now. Classes are read together with them,
 * so that they are those that the functions have.
 * @throws ClosureError naming everything that cannot travel
 */
export function createContent(
  layers: readonly Layer[],
  classes: readonly RegisteredClass[],
  transport: Transport,
): Content | undefined {
  const constants = new Map<Shared, string>(); // to what the user called
  for (const { shared, operation } of layers)
    for (const constant of shared) constants.set(constant, operation);
  if (constants.size === 0 && classes.length === 0) return undefined;
  const places = [...constants.keys()];
  const value: ContentValue = { constants: places.map((constant) => constant.value), classes };
  const serialized = serialize(value, {
    sharedMemory: transport.sharesMemory,
    describePath([part, place, ...keys]) {
      if (part === "classes") return "given to `registerClass`";
      const constant = places[Number(place)]!;
      return describeConstantPath(constant.value, keys, constants.get(constant)!);
    },
  });
  const data = encode(serialized, transport.sharesMemory);
  return {
    name: nameOf(serialized, data),
    data: packBlocks([data], transport)[0]!,
    tsx: importsTypeScript(serialized) ? findTsx() : [],
    places: new Map(places.map((constant, place) => [constant, place])),
  };
}

const memoryNumbers = new WeakMap<SharedArrayBuffer, number>();
let memories = 0;

// What is larger is named by its bytes, which takes less time.
const smallBytes = 64 * 1024;

// V8 writes one array in two ways, by how it is held in memory, and that changes when code is optimised: so the name of
// what is small, which holds all that most functions capture, is made of what it says. Shared memory is told apart by
// which it is, not by what is in it.
function nameOf(serialized: SerializedValue, data: Block): string {
  const hash = createHash("sha256");
  if (sizeOf(data) < smallBytes) hash.update(tokenize(serialized));
  else hash.update(bytesOf(data));
  for (const memory of movableMemory([data])) hash.update(new Uint8Array(memory));
  const shared = memoriesOf(data).filter((memory) => memory instanceof SharedArrayBuffer);
  const numbers = shared.map((memory) => {
    const number = memoryNumbers.get(memory) ?? ++memories;
    memoryNumbers.set(memory, number);
    return number;
  });
  return hash.update(numbers.join()).digest("base64url");
}

function importsTypeScript({ nodes }: SerializedValue): boolean {
  const isTypeScript = (module = ""): boolean => /\.[cm]?tsx?$/.test(module);
  return nodes.some((node) => {
    if (node.kind === "import") return isTypeScript(node.specifier) || isTypeScript(node.parent);
    return (node.kind === "importer" || node.kind === "require") && isTypeScript(node.parent);
  });
}
