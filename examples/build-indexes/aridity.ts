import { power } from "./libm.ts";

/**
 * The aridity index of a place: the rain and snow of a year over the water that could evaporate in it. Below 0.2 it
 * is desert, above 0.65 humid.
 *
 * The latter is Thornthwaite's formula of 1948, with every month as warm as the mean of the year.
 *
 * @param precipitation - in mm a year
 * @param temperature - the mean of the year, in °C
 * @throws DomainError where the mean is below zero: the formula does not know such places
 */
export function aridityIndex(precipitation: number, temperature: number): number {
  const heatIndex = 12 * power(temperature / 5, 1.514);
  const exponent = 6.75e-7 * heatIndex ** 3 - 7.71e-5 * heatIndex ** 2 + 0.01792 * heatIndex + 0.49239;
  const evaporation = 12 * 16 * power((10 * temperature) / heatIndex, exponent);
  return precipitation / evaporation;
}
