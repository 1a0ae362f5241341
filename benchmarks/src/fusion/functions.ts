// Imported anew for each measurement: what one has taught the compiler of these functions is not known to the next.

export function triple(x: number): number {
  return 3 * x + 1;
}

export function isEven(x: number): boolean {
  return x % 2 === 0;
}

export function halve(x: number): number {
  return x / 2;
}

export function add(a: number, b: number): number {
  return a + b;
}
