/** The time zone in which it is about noon now. */
export function middayZone(): string {
  const hoursEast = 12 - new Date().getUTCHours();
  // The sign of these names is the opposite of the usual one: Etc/GMT-3 is three hours east of Greenwich.
  return `Etc/GMT${hoursEast > 0 ? '-' : '+'}${Math.abs(hoursEast)}`;
}
