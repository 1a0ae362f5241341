/** A class whose instances stay instances of it on the way to other threads and processes. */
export interface RegisteredClass {
  /** Tells it from other registered classes. */
  readonly name: string;
  readonly Class: { readonly prototype: object };
  /** Makes data of an instance. @default its own enumerable properties */
  readonly encode: ((instance: never) => unknown) | undefined;
  /** Makes an instance of data. @default an object of the class that has the data's properties */
  readonly decode: ((data: never) => unknown) | undefined;
}

interface Registry {
  readonly byName: Map<string, RegisteredClass>;
  readonly byPrototype: WeakMap<object, RegisteredClass>;
}

// On the global object, as code that was bundled for workers has a copy of this module.
const place = Symbol.for("holdall.classes");

function registry(): Registry {
  const holder = globalThis as { [place]?: Registry | undefined };
  return (holder[place] ??= { byName: new Map(), byPrototype: new WeakMap() });
}

/** The classes registered in this thread. */
export function registeredClasses(): RegisteredClass[] {
  return [...registry().byName.values()];
}

/** The class registered here under this name. */
export function classNamed(name: string): RegisteredClass | undefined {
  return registry().byName.get(name);
}

/** Makes a class known, to runs that begin in this thread too. */
export function addClass(registered: RegisteredClass): void {
  registry().byName.set(registered.name, registered);
  rememberClass(registered);
}

/** Makes a class known that has come here with a run. */
export function rememberClass(registered: RegisteredClass): void {
  registry().byPrototype.set(registered.Class.prototype, registered);
}

/** An instance of a registered class as data, and the name of the class; nothing for anything else. */
export function encodingOf(value: object): { readonly name: string; readonly data: unknown } | undefined {
  const prototype = Object.getPrototypeOf(value) as object | null;
  const registered = prototype === null ? undefined : registry().byPrototype.get(prototype);
  return registered && { name: registered.name, data: encodeInstance(registered, value) };
}

/** The data of an instance. */
export function encodeInstance({ encode }: RegisteredClass, instance: object): unknown {
  return encode === undefined ? { ...instance } : encode(instance as never);
}

/** The instance that data was made of. */
export function decodeInstance({ decode, Class }: RegisteredClass, data: unknown): unknown {
  if (decode !== undefined) return decode(data as never);
  return Object.defineProperties(
    Object.create(Class.prototype) as object,
    Object.getOwnPropertyDescriptors(Object(data) as object),
  );
}
