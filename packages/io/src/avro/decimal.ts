/** The digits of a decimal, from bytes that are a number in two's complement, the highest byte first. */
export function digitsOf(bytes: Uint8Array): bigint {
  if (bytes.length === 0) return 0n;
  const unsigned = BigInt(`0x${Buffer.from(bytes).toString("hex")}`);
  return BigInt.asIntN(8 * bytes.length, unsigned);
}

/** The bytes of the digits of a decimal: as few as can be, or as many as are asked for, where they fit. */
export function bytesOfDigits(digits: bigint, size?: number): Uint8Array | undefined {
  let length = 1;
  while (BigInt.asIntN(8 * length, digits) !== digits) length++;
  if (size !== undefined && length > size) return undefined;
  const bytes = size ?? length;
  const hex = BigInt.asUintN(8 * bytes, digits)
    .toString(16)
    .padStart(2 * bytes, "0");
  return new Uint8Array(Buffer.from(hex, "hex"));
}
