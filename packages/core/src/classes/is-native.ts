/** Whether a function is not written in JavaScript, or does not show that it is: bound functions and proxies do not. */
export function isNative(made: object): boolean {
  return Function.prototype.toString.call(made).endsWith("() { [native code] }");
}
