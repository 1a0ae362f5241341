/** Objects of the language that no global variable holds, by the names the specification gives them. */
export const intrinsics: Readonly<Record<string, object>> = {
  "%TypedArray%": Object.getPrototypeOf(Uint8Array) as object,
  "%GeneratorFunction%": constructorOf(function* () {}),
  "%AsyncFunction%": constructorOf(async () => {}),
  "%AsyncGeneratorFunction%": constructorOf(async function* () {}),
  "%ArrayIteratorPrototype%": Object.getPrototypeOf([][Symbol.iterator]()) as object,
  "%IteratorPrototype%": Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]())) as object,
};

function constructorOf(fn: object): object {
  return (Object.getPrototypeOf(fn) as { constructor: object }).constructor;
}
