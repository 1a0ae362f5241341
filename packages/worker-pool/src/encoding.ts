/** How values become bytes and back, for those who store what tasks come to. */
export { bytesOf, memoriesOf, type Block, type MemoryBlock } from "./codec.ts";
export { describeConstantPath } from "./pool/constant-path.ts";
export { decodeValue, encodeValue, type Crossing } from "./value-codec.ts";
