// What was ordered in each country, of lines of JSON: the files that are named, or some orders that come with this.
//   npx tsx sum-orders.ts "orders/*.jsonl.gz"
import path from "node:path";
import { readJsonLines } from "holdall";

interface Order {
  readonly country: string;
  readonly status: "paid" | "open" | "returned";
  readonly items: readonly { readonly price: number; readonly count: number }[];
}

const [files = path.join(import.meta.dirname, "orders.jsonl")] = process.argv.slice(2);

const totals = await readJsonLines<Order>(files)
  .filter(({ status }) => status !== "returned")
  .map(({ country, items }) => ({
    country,
    total: items.reduce((sum, { price, count }) => sum + price * count, 0),
  }))
  .foldBy("country", (sum: number, { total }) => sum + total, { initial: 0, combine: (a, b) => a + b })
  .sortBy(([, total]) => -total)
  .compute();

for (const [country, total] of totals) console.log(`${total.toFixed(2).padStart(10)} ${country}`);
