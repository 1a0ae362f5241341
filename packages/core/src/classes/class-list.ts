import { cloneKindBelow, cloneKindOf, type CloneKind } from "./clone-kind.ts";
import type { RegisteredClass } from "./registered.ts";

/** A class of a list, and what its list knows of it. */
export interface ListedClass extends RegisteredClass {
  /** What structured clone makes of its instances. */
  readonly kind: CloneKind;
  /** Whether its instances go as they are cloned, and are given their prototype again where they arrive. */
  readonly isCloned: boolean;
}

// What these hold cannot be seen from outside, but they tell it all.
const ofNode: readonly RegisteredClass[] = [
  { name: "URL", Class: URL, encode: ({ href }: URL) => href, decode: (href: string) => new URL(href) },
  {
    name: "URLSearchParams",
    Class: URLSearchParams,
    encode: (params: URLSearchParams) => params.toString(),
    decode: (text: string) => new URLSearchParams(text),
  },
  { name: "DOMException", Class: DOMException, encode: encodeException, decode: decodeException },
];

/** Whether a class travels as it is, although structured clone would make something else of its instances. */
export function isOfNode(Class: unknown): boolean {
  return ofNode.some((one) => one.Class === Class);
}

/** The classes of a run: where tasks run and where they are made, each has the same place. */
export class ClassList {
  readonly #classes: readonly ListedClass[];
  readonly #places = new Map<object, number>();

  /** @param registered - as the run has them here: a worker has copies of the classes */
  constructor(registered: readonly RegisteredClass[]) {
    this.#classes = [...ofNode, ...registered].map(toListed);
    this.#classes.forEach(({ Class }, place) => this.#places.set(Class.prototype, place));
  }

  /** The place of the class with this prototype; nothing where it is not registered. */
  placeOf(prototype: object | null): number | undefined {
    return prototype === null ? undefined : this.#places.get(prototype);
  }

  /** The class at a place. */
  at(place: number): ListedClass {
    return this.#classes[place]!;
  }

  /** What structured clone makes of an object. */
  kindOf(object: object): CloneKind {
    const prototype = Object.getPrototypeOf(object) as object | null;
    const place = this.placeOf(prototype);
    return place === undefined ? cloneKindOf(prototype) : this.at(place).kind;
  }
}

function toListed(registered: RegisteredClass): ListedClass {
  const { Class, encode, decode } = registered;
  const kind = cloneKindBelow(Class.prototype);
  return { ...registered, kind, isCloned: encode === undefined && decode === undefined };
}

interface ExceptionData {
  readonly message: string;
  readonly name: string;
  readonly stack: string | undefined;
  readonly properties: object;
  readonly cause?: unknown;
}

function encodeException(exception: DOMException): ExceptionData {
  const { message, name, stack } = exception;
  const cause = Object.hasOwn(exception, "cause") ? { cause: exception.cause } : {};
  return { message, name, stack, properties: { ...exception }, ...cause };
}

function decodeException({ message, name, stack, properties, ...cause }: ExceptionData): DOMException {
  const exception = Object.assign(new DOMException(message, name), properties);
  for (const [key, value] of Object.entries({ stack, ...cause }))
    Object.defineProperty(exception, key, { value, writable: true, configurable: true });
  return exception;
}
