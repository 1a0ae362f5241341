// Registered, as code that was bundled for workers has a copy of this module.
const isOfColumns: unique symbol = Symbol.for("holdall.columns");

/**
 * Says of a result of a task, an object with arrays in its properties, that no object in one of them is in another one
 * too. They may then be sent in another form, one by one.
 */
export function asColumns<T extends object>(result: T): T {
  Object.defineProperty(result, isOfColumns, { value: true });
  return result;
}

/** Whether that was said of a result. */
export function hasColumns(result: unknown): result is object {
  return typeof result === "object" && result !== null && isOfColumns in result;
}
