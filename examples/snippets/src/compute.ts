import { Bag, compute } from "holdall";

const numbers = Bag.range(1_000).map((x) => x ** 2);
const [sum, largest] = await compute(numbers.sum(), numbers.max()); // the squares are computed once
console.log(sum, largest); // 332833500 998001
