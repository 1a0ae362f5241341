const inspectCustom = Symbol.for("nodejs.util.inspect.custom");

interface InspectOptions {
  stylize(text: string, style: "special"): string;
}

/**
 * Lets `util.inspect`, and so `console.log`, show what is lazy in one line, as `Bag { map, 4 partitions of range }`,
 * and run nothing.
 * @param summary - what stands between the braces
 */
export function showInOneLine<T extends object>(
  prototype: T,
  name: string,
  summary: (object: T) => string,
): void {
  Object.defineProperty(prototype, inspectCustom, {
    configurable: true,
    value(this: T, depth: number, options: InspectOptions): string {
      return depth < 0 ? options.stylize(`[${name}]`, "special") : `${name} { ${summary(this)} }`;
    },
  });
}

/** `1 task`, `2 tasks` */
export function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
