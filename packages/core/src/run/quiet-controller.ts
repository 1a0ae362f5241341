import { setMaxListeners } from "node:events";

/**
 * Makes a controller whose signal many may listen to: each element that is under way may do so, and Node takes more than
 * ten for a leak.
 */
export function createQuietController(): AbortController {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  return controller;
}
