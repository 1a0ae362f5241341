/** Number, mean and variance of numbers that come one by one: Welford, "Note on a Method for Calculating Corrected Sums", 1962. */
export class Moments {
  count = 0;
  mean = 0;
  #squares = 0;

  add(value: number): void {
    this.count += 1;
    const before = value - this.mean;
    this.mean += before / this.count;
    this.#squares += before * (value - this.mean);
  }

  /** Of what the numbers are a sample of; 0 as long as there is only one. */
  get variance(): number {
    return this.count < 2 ? 0 : this.#squares / (this.count - 1);
  }
}
