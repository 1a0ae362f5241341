import { notNumberError } from "../errors.ts";
import type { StepCode } from "./code/step-code.ts";

/** @throws TypeError for an element that is no number */
export function asNumber(element: unknown): number {
  if (typeof element !== "number") throw notNumberError(element);
  return element;
}

/** Writes the same check for the element of a step. */
export function emitNumberCheck(code: StepCode): void {
  const notNumber = code.ours("notNumberError", notNumberError);
  code.line(`if (typeof ${code.element} !== "number") throw ${notNumber}(${code.element});`);
}
