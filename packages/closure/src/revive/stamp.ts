type Setter = (object: object, values: readonly unknown[]) => void;

/** What classes with private members are given, so that their instances can be restored. */
export interface Stamp {
  /** Whether constructors are only to add the private members. */
  on: boolean;
  add(cls: object, setInstance: Setter, setStatic: Setter): void;
  /** An object of this prototype with the private members that a class without `extends` declares. */
  construct(cls: Function, prototype: object): object;
  /** Adds the private members that a class with `extends` declares. */
  extend(cls: Function, object: object): void;
  set(cls: object, object: object, values: readonly unknown[]): void;
}

/** Makes one for a run of `revive`. */
export function createStamp(): Stamp {
  const setters = new Map<object, { setInstance: Setter; setStatic: Setter }>();

  /** Public fields come with the private ones; they are not wanted. */
  function run(stamp: Stamp, cls: Function, target: Function, before: ReadonlySet<string | symbol>): object {
    stamp.on = true;
    try {
      const object = Reflect.construct(cls, anythings, target) as object;
      for (const key of Reflect.ownKeys(object)) if (!before.has(key)) Reflect.deleteProperty(object, key);
      return object;
    } finally {
      stamp.on = false;
    }
  }

  return {
    on: false,
    add: (cls, setInstance, setStatic) => void setters.set(cls, { setInstance, setStatic }),
    construct(cls, prototype) {
      const target = function () {};
      target.prototype = prototype;
      return run(this, cls, target, new Set());
    },
    extend(cls, object) {
      // `super()` calls whatever the prototype of the class is, and takes the object that returns.
      const parent = Object.getPrototypeOf(cls) as object | null;
      Object.setPrototypeOf(cls, function () {
        return object;
      });
      try {
        run(this, cls, cls, new Set(Reflect.ownKeys(object)));
      } finally {
        Object.setPrototypeOf(cls, parent);
      }
    },
    set(cls, object, values) {
      const found = setters.get(cls);
      if (object === cls) found?.setStatic(object, values);
      else found?.setInstance(object, values);
    },
  };
}

/** Constructors may take their arguments apart before they get to their body: these can be taken apart in any way. */
const anything: unknown = new Proxy(function () {}, {
  get: (_target, key) => (key === Symbol.iterator ? () => anythings[Symbol.iterator]() : anything),
});
const anythings: readonly unknown[] = Array.from({ length: 16 }, () => anything);
