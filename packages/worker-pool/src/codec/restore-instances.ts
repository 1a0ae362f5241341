import { decodeInstance, forEachChild, type ClassList, type ListedClass } from "@holdall/core/task";
import { restoreError } from "../wire-error.ts";
import type { StandIn, WithInstances } from "./instances.ts";

/** Puts a value together that was taken apart: the very objects in it become instances and errors again. */
export function putTogether(parts: WithInstances, classes: ClassList): unknown {
  parts.errors.forEach((error, i) => restoreError(error, parts.wireErrors[i]!));
  parts.cloned.objects.forEach((object, i) => {
    Object.setPrototypeOf(object, classes.at(parts.cloned.classes[i]!).Class.prototype);
  });
  return parts.encoded.objects.length === 0 ? parts.value : replaceStandIns(parts, classes);
}

/** Puts instances where stand-ins are, each after those that are in its own data. */
function replaceStandIns({ value, encoded }: WithInstances, classes: ClassList): unknown {
  const numbers = new Map<unknown, number>();
  encoded.objects.forEach((standIn, number) => numbers.set(standIn, number));
  const holders = new Holders(numbers, classes);
  holders.find([value, ...encoded.objects]);
  const instances: unknown[] = [];
  const resolve = (item: unknown): unknown => {
    const number = numbers.get(item);
    return number === undefined ? item : instances[number];
  };
  encoded.objects.forEach((standIn, number) => {
    instances.push(decodeData(standIn, resolve, classes.at(encoded.classes[number]!)));
    holders.fill(number, resolve);
  });
  return resolve(value);
}

// In the place of a key: a map or set that is filled anew.
const anew = null;

/** Who holds stand-ins, and where. */
class Holders {
  readonly #numbers: ReadonlyMap<unknown, number>;
  readonly #classes: ClassList;
  readonly #holders: object[] = [];
  readonly #keys: (string | number | null)[] = [];
  /** By number of a stand-in: the last of the places above where it is to be put; by place: the one before. */
  readonly #last: Int32Array;
  readonly #before: number[] = [];

  constructor(numbers: ReadonlyMap<unknown, number>, classes: ClassList) {
    this.#numbers = numbers;
    this.#classes = classes;
    this.#last = new Int32Array(numbers.size).fill(-1);
  }

  find(roots: readonly unknown[]): void {
    const seen = new Set<object>();
    for (const root of roots) if (typeof root === "object" && root !== null) seen.add(root);
    for (const holder of seen) {
      const kind = this.#classes.kindOf(holder);
      // Maps and sets are filled anew, to keep their order: once, when the last of their stand-ins is resolved.
      let last = -1;
      forEachChild(holder, kind, (child, key) => {
        const number = this.#numbers.get(child);
        if (number === undefined) seen.add(child);
        else if (kind === "map" || kind === "set") last = Math.max(last, number);
        else this.#add(number, holder, key);
      });
      if (last >= 0) this.#add(last, holder, anew);
    }
  }

  /** Puts an instance where its stand-in is. */
  fill(number: number, resolve: (item: unknown) => unknown): void {
    for (let at = this.#last[number]!; at >= 0; at = this.#before[at]!) {
      const holder = this.#holders[at]!;
      const key = this.#keys[at] as string | number | null;
      if (key === anew) fillAnew(holder, resolve);
      else {
        const properties = holder as Record<string | number, unknown>;
        properties[key] = resolve(properties[key]);
      }
    }
  }

  #add(number: number, holder: object, key: string | number | null): void {
    this.#before.push(this.#last[number]!);
    this.#last[number] = this.#holders.push(holder) - 1;
    this.#keys.push(key);
  }
}

function fillAnew(holder: object, resolve: (item: unknown) => unknown): void {
  if (holder instanceof Map) {
    const entries = [...Map.prototype.entries.call(holder)];
    Map.prototype.clear.call(holder);
    for (const [key, value] of entries) Map.prototype.set.call(holder, resolve(key), resolve(value));
  } else {
    const values = [...Set.prototype.values.call(holder)];
    Set.prototype.clear.call(holder);
    for (const value of values) Set.prototype.add.call(holder, resolve(value));
  }
}

function decodeData({ data }: StandIn, resolve: (item: unknown) => unknown, listed: ListedClass): unknown {
  try {
    return decodeInstance(listed, resolve(data));
  } catch (error) {
    throw new TypeError(`\`decode\` of the class ${listed.name} failed: ${String(error)}`, { cause: error });
  }
}
