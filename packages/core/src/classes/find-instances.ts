import type { UnregisteredClassError } from "../errors.ts";
import { forEachChild, isSparse, mostElements } from "./children.ts";
import type { ClassList } from "./class-list.ts";
import { cloneKindOf, type CloneKind } from "./clone-kind.ts";
import { pathTo } from "./path-to.ts";
import { refuseInstance } from "./refuse-instance.ts";
import { firstThatMayBeObject } from "./skip-primitives.ts";

/** What a value holds that structured clone does not keep as it is. */
export interface Found {
  /** Instances of classes of the list; one that stands in several places may be there several times. */
  readonly instances: readonly object[];
  /** The places of their classes in the list. */
  readonly places: readonly number[];
  readonly errors: readonly Error[];
}

/** Which instances are looked for. */
export interface FindOptions {
  readonly classes: ClassList;
  /** Whether instances of other classes are refused. */
  readonly strict: boolean;
}

/**
 * Looks for instances of classes, and for errors, in a value; nothing where there is none, as nearly always.
 *
 * Every value that goes to a worker or comes from one is looked through, so that this must cost little beside encoding
 * it: what has no other objects in it, or a few of which this is true, is not noted as seen, and is looked through
 * again where it stands in several places.
 *
 * @param what - the value, as the subject of a sentence
 * @throws UnregisteredClassError for an instance of a class that is not in the list, with `strict`
 */
export function findInstances(value: unknown, options: FindOptions, what: string): Found | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const search = new Search(options);
  try {
    try {
      search.visit(value, 0);
    } catch (error) {
      if (error !== tooDeep) throw error;
      search.visitAll(value);
    }
  } catch (error) {
    throw error instanceof Refusal ? search.refusalOf(error.object, value, what) : error;
  }
  return search.found;
}

// From here on objects are noted as seen, as in a cycle, and no stack is needed.
const maxDepth = 64;
const tooDeep = new Error("Too deep for a stack.");

class Refusal extends Error {
  readonly object: object;

  constructor(object: object) {
    super();
    this.object = object;
  }
}

const manyChildren = 8;
// What is known of longer arrays is worth a look at their kind.
const shortArray = 16;
const objectPrototype = Object.prototype;
const arrayPrototype = Array.prototype;

class Search {
  readonly #options: FindOptions;
  #found: { readonly instances: object[]; readonly places: number[]; readonly errors: Error[] } | undefined;
  #seen: Set<object> | undefined;

  constructor(options: FindOptions) {
    this.#options = options;
  }

  get found(): Found | undefined {
    return this.#found;
  }

  /** @returns whether the object has others in it */
  visit(object: object, depth: number): boolean {
    if (depth > maxDepth) throw tooDeep;
    const prototype = Object.getPrototypeOf(object) as object | null;
    let children = 0;
    let isTall = false;
    if (prototype === objectPrototype) {
      for (const key in object) {
        const child = (object as Readonly<Record<string, unknown>>)[key];
        if (typeof child !== "object" || child === null) continue;
        if (children === 0 && this.#seen?.has(object) === true) return true;
        children += 1;
        if (this.visit(child, depth + 1)) isTall = true;
      }
    } else if (prototype === arrayPrototype) {
      const array = object as readonly unknown[];
      const { length } = array;
      if (length > mostElements && isSparse(array)) throw tooDeep;
      for (let i = length > shortArray ? firstThatMayBeObject(array) : 0; i < length; i++) {
        const child = array[i];
        if (typeof child !== "object" || child === null) continue;
        if (children === 0 && this.#seen?.has(object) === true) return true;
        children += 1;
        if (this.visit(child, depth + 1)) isTall = true;
      }
    } else {
      if (this.#seen?.has(object) === true) return true;
      forEachChild(object, this.#note(object, prototype), (child) => {
        children += 1;
        if (this.visit(child, depth + 1)) isTall = true;
      });
    }
    if (isTall || children > manyChildren) (this.#seen ??= new Set()).add(object);
    return children > 0;
  }

  /** Begins again, from the root on. */
  visitAll(root: object): void {
    this.#found = undefined;
    const seen = new Set([root]);
    for (const object of seen) {
      const kind = this.#note(object, Object.getPrototypeOf(object) as object | null);
      forEachChild(object, kind, (child) => void seen.add(child));
    }
  }

  refusalOf(object: object, root: object, what: string): UnregisteredClassError {
    const { classes } = this.#options;
    const path = pathTo(object, root, (one) => classes.kindOf(one));
    return refuseInstance(object, { what, path });
  }

  /** Notes what structured clone would not keep, and says what it makes of the object. */
  #note(object: object, prototype: object | null): CloneKind {
    const { classes, strict } = this.#options;
    const place = classes.placeOf(prototype);
    const kind = place === undefined ? cloneKindOf(prototype) : classes.at(place).kind;
    if (kind === "instance" && strict) throw new Refusal(object);
    if (place === undefined && kind !== "error") return kind;
    this.#found ??= { instances: [], places: [], errors: [] };
    if (kind === "error") this.#found.errors.push(object as Error);
    if (place !== undefined) {
      this.#found.instances.push(object);
      this.#found.places.push(place);
    }
    return kind;
  }
}
