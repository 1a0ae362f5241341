/** Objects of the language that no global variable holds, by the names the specification gives them. */
export const intrinsics: Readonly<Record<string, object>> = readIntrinsics();

/** Those of a `vm` context, asked with the `Function` of that context; none where it may not compile text. */
export function intrinsicsOf(compile: FunctionConstructor): Readonly<Record<string, object>> {
  try {
    const read = compile(`return (${String(readIntrinsics)})()`) as typeof readIntrinsics;
    return read();
  } catch {
    return {};
  }
}

/** Uses nothing from around it: its text runs in other contexts too. */
function readIntrinsics(): Record<string, object> {
  const prototypeOf = Object.getPrototypeOf as (object: object) => object;
  const constructorOf = (fn: object): object => (prototypeOf(fn) as { constructor: object }).constructor;
  const iterator = [][Symbol.iterator]();
  return {
    "%TypedArray%": prototypeOf(Uint8Array),
    "%GeneratorFunction%": constructorOf(function* () {}),
    "%AsyncFunction%": constructorOf(async () => {}),
    "%AsyncGeneratorFunction%": constructorOf(async function* () {}),
    "%ArrayIteratorPrototype%": prototypeOf(iterator),
    "%IteratorPrototype%": prototypeOf(prototypeOf(iterator)),
  };
}
