import { types } from "node:util";
import {
  cloneKindOf,
  fillCopy,
  encodeInstance,
  findInstances,
  type CloneKind,
  type FindOptions,
  type Found,
  type ListedClass,
} from "@holdall/core/task";
import { toWireError, type WireError } from "../wire-error.ts";

/** A value as structured clone takes it, and beside it what that would lose of what is in it. */
export interface WithInstances {
  /** With stand-ins for those instances that their class encodes. */
  readonly value: unknown;
  /** Instances that are cloned as they are. */
  readonly cloned: Listed<object>;
  /** Stand-ins. One whose data has others in it comes after these. */
  readonly encoded: Listed<StandIn>;
  /** Bare ones, where errors were. */
  readonly errors: readonly Error[];
  /** What they were, in the same order. */
  readonly wireErrors: readonly WireError[];
}

/** Objects in the value, and of each the place of its class. */
interface Listed<T> {
  readonly objects: readonly T[];
  readonly classes: Uint32Array;
}

/** What stands where an instance was. */
export interface StandIn {
  readonly data: unknown;
}

/** Takes a value apart. The value itself is not touched: where something has to be replaced, it is copied. */
export function takeApart(value: unknown, found: Found, options: FindOptions): WithInstances {
  const { classes } = options;
  if (found.errors.length > 0 || found.places.some((place) => !classes.at(place).isCloned))
    return new Copier(options).takeApart(value);
  found.instances.forEach((instance, i) => assertCloneable(instance, classes.at(found.places[i]!)));
  return {
    value,
    cloned: listOf(found.instances, found.places),
    encoded: listOf([], []),
    errors: [],
    wireErrors: [],
  };
}

function listOf<T>(objects: readonly T[], places: readonly number[]): Listed<T> {
  return { objects, classes: Uint32Array.from(places) };
}

/** Copies what holds other objects, with stand-ins in the place of instances that their class encodes, and of errors. */
class Copier {
  readonly #cloned: object[] = [];
  readonly #clonedPlaces: number[] = [];
  readonly #encoded: StandIn[] = [];
  readonly #encodedPlaces: number[] = [];
  readonly #errors: Error[] = [];
  readonly #wireErrors: WireError[] = [];
  readonly #options: FindOptions;
  readonly #copies = new Map<object, object>();
  readonly #underWay = new Set<object>();

  readonly #copyItem = (item: unknown): unknown => this.#copy(item);

  constructor(options: FindOptions) {
    this.#options = options;
  }

  takeApart(value: unknown): WithInstances {
    return {
      value: this.#copy(value),
      cloned: listOf(this.#cloned, this.#clonedPlaces),
      encoded: listOf(this.#encoded, this.#encodedPlaces),
      errors: this.#errors,
      wireErrors: this.#wireErrors,
    };
  }

  #copy(value: unknown): unknown {
    if (typeof value !== "object" || value === null) return value;
    const known = this.#copies.get(value);
    if (known !== undefined) return known;
    const place = this.#options.classes.placeOf(prototypeOf(value));
    if (place === undefined) return this.#copyObject(value, cloneKindOf(prototypeOf(value)));
    const listed = this.#options.classes.at(place);
    if (!listed.isCloned) return this.#encode(value, listed, place);
    assertCloneable(value, listed);
    const copy = this.#copyObject(value, listed.kind);
    this.#cloned.push(copy);
    this.#clonedPlaces.push(place);
    return copy;
  }

  #copyObject(object: object, kind: CloneKind): object {
    switch (kind) {
      case "plain":
      case "instance":
        return this.#fill({}, object);
      case "array":
        return this.#fill(new Array<unknown>((object as unknown[]).length), object);
      case "map":
        return this.#fill(new Map<unknown, unknown>(), object);
      case "set":
        return this.#fill(new Set<unknown>(), object);
      case "error":
        return this.#copyError(object as Error);
      case "whole":
        return this.#note(object, object);
      default:
        return kind satisfies never;
    }
  }

  // Its wire form has all that it holds. Structured clone would take stack and cause along once more, refuse it because
  // of a cause that it cannot clone, or not be able to read it again where the cause leads back to it.
  #copyError(error: Error): Error {
    const bare = new Error();
    bare.stack = "";
    this.#errors.push(bare);
    this.#wireErrors.push(toWireError(error));
    return this.#note(error, bare);
  }

  // Noted before it is filled, so that what contains itself ends.
  #fill(copy: object, object: object): object {
    return fillCopy(this.#note(object, copy), object, this.#copyItem);
  }

  #note<T extends object>(object: object, copy: T): T {
    this.#copies.set(object, copy);
    return copy;
  }

  #encode(instance: object, listed: ListedClass, place: number): StandIn {
    if (this.#underWay.has(instance)) {
      throw new TypeError(`An instance of the class ${listed.name} is part of its own encoding.`);
    }
    this.#underWay.add(instance);
    const data = dataOf(instance, listed);
    if (typeof data === "object")
      findInstances(data, this.#options, `What \`encode\` of the class ${listed.name} returned`);
    const standIn: StandIn = { data: this.#copy(data) };
    this.#underWay.delete(instance);
    this.#encoded.push(this.#note(instance, standIn));
    this.#encodedPlaces.push(place);
    return standIn;
  }
}

// Structured clone drops the properties of these.
function assertCloneable(instance: object, { name, kind, isCloned }: ListedClass): void {
  if (!isCloned || !["map", "set", "whole"].includes(kind)) return;
  if (ArrayBuffer.isView(instance) || types.isStringObject(instance)) return;
  const [key] = Object.keys(instance);
  if (key === undefined) return;
  throw new TypeError(
    `An instance of the class ${name}, which extends one of the language's, has the property ${JSON.stringify(key)}, which would be lost. Register the class with \`encode\` and \`decode\`.`,
  );
}

function dataOf(instance: object, listed: ListedClass): unknown {
  try {
    return encodeInstance(listed, instance);
  } catch (error) {
    throw new TypeError(`\`encode\` of the class ${listed.name} failed: ${String(error)}`, { cause: error });
  }
}

function prototypeOf(object: object): object | null {
  return Object.getPrototypeOf(object) as object | null;
}
