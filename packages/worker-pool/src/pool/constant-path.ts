/**
 * Says how something in a constant that tasks share got there: "given to `map`". A constant that describes several calls
 * notes with each what the user called.
 * @param keys - of the properties that lead to it
 * @param operation - what the user called to get the layer
 */
export function describeConstantPath(
  constant: unknown,
  keys: readonly (string | number | symbol)[],
  operation: string,
): string {
  return `given to \`${operationAt(constant, keys) ?? operation}\``;
}

function operationAt(constant: unknown, keys: readonly (string | number | symbol)[]): string | undefined {
  let operation: string | undefined;
  let value = constant;
  for (const key of keys) {
    if (typeof value !== "object" || value === null) break;
    value = (value as Readonly<Record<PropertyKey, unknown>>)[key];
    const called = (value as { readonly operation?: unknown } | null | undefined)?.operation;
    if (typeof called === "string") operation = called;
  }
  return operation;
}
