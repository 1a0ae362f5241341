const decimalText = /^(?<sign>-?)(?<whole>\d+)(?:\.(?<fraction>\d+))?$/;

/**
 * The digits of a decimal as a whole number: of a number, which is rounded, a bigint, or a string with no more digits behind
 * the point than there is place for. Nothing of another value.
 */
export function unscaledOf(value: unknown, scale: number): bigint | undefined {
  const text = textOf(value, scale);
  const parts = text === undefined ? undefined : decimalText.exec(text)?.groups;
  if (parts === undefined) return undefined;
  const fraction = (parts["fraction"] ?? "").padEnd(scale, "0");
  if (fraction.length > scale) return undefined;
  return BigInt(`${parts["sign"]}${parts["whole"]}${fraction}`);
}

// `toFixed` writes larger ones with an exponent, and has no more digits.
const maxFixed = 1e21;
const maxFixedScale = 100;

function textOf(value: unknown, scale: number): string | undefined {
  switch (typeof value) {
    case "number":
      return Math.abs(value) < maxFixed ? value.toFixed(Math.min(scale, maxFixedScale)) : undefined;
    case "bigint":
      return String(value);
    case "string":
      return value;
    default:
      return undefined;
  }
}
