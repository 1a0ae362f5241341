const longestDelay = 30_000;

/**
 * Milliseconds to wait after so many failures. They grow exponentially, and are spread so that what failed together, as a
 * service was down, does not all come back together: "equal jitter" of Marc Brooker, "Exponential Backoff And Jitter", 2015.
 * @param delay - about how many there are after the first failure
 */
export function retryDelayMs(delay: number, failures: number): number {
  const longest = Math.min(longestDelay, delay * 2 ** (failures - 1));
  return longest / 2 + (Math.random() * longest) / 2;
}
