import { describeValue, InvalidArgumentError } from "@holdall/core";

/**
 * The seed of an operation's random numbers: what was given, or one of its own, which it keeps from then on.
 * @throws InvalidArgumentError when what was given is not a whole number from 0 up
 */
export function seedOf(given: unknown, where: string): number {
  if (given === undefined) return Math.floor(Math.random() * 2 ** 53);
  if (Number.isSafeInteger(given) && (given as number) >= 0) return given as number;
  throw new InvalidArgumentError(
    `${where}: Expected \`seed\` to be a whole number from 0 up, got ${describeValue(given)}.`,
  );
}
