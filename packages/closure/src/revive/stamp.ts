type Setter = (object: object, values: readonly unknown[]) => void;

/** What classes with private members are given, so that their instances can be restored. */
export interface Stamp {
  /** Whether constructors are only to add the private members. */
  on: boolean;
  /** Arguments for constructors that take some apart. */
  readonly args: readonly unknown[];
  /** `takesArguments`: whether a constructor of the user runs, not only those of the language. */
  add(cls: object, takesArguments: boolean, setInstance: Setter, setStatic: Setter): void;
  /** An object of this class and prototype, with private members that have no values yet. */
  construct(cls: Function, prototype: object): object;
  set(cls: object, object: object, values: readonly unknown[]): void;
}

/** Makes one for a run of `revive`. */
export function createStamp(): Stamp {
  const classes = new Map<object, { takesArguments: boolean; setInstance: Setter; setStatic: Setter }>();
  return {
    on: false,
    args: Array.from({ length: 16 }, () => anything),
    add: (cls, takesArguments, setInstance, setStatic) =>
      void classes.set(cls, { takesArguments, setInstance, setStatic }),
    construct(cls, prototype) {
      const target = function () {};
      target.prototype = prototype;
      this.on = true;
      try {
        const object = Reflect.construct(cls, classes.get(cls)?.takesArguments === true ? this.args : [], target) as object;
        for (const key of Reflect.ownKeys(object)) Reflect.deleteProperty(object, key);
        return object;
      } finally {
        this.on = false;
      }
    },
    set(cls, object, values) {
      const found = classes.get(cls);
      if (object === cls) found?.setStatic(object, values);
      else found?.setInstance(object, values);
    },
  };
}

/** Can be taken apart in any way. */
const anything: unknown = new Proxy(function () {}, {
  get: (_target, key) =>
    key === Symbol.iterator ? () => Array.from({ length: 16 }, () => anything)[Symbol.iterator]() : anything,
});
