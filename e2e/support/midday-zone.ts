/** Chosen once, so that all pages of a test agree. */
const utcHour = new Date().getUTCHours();

/**
 * The time zone in which it is about noon now. Pages of tests use it, so that no midnight passes during a test, and so
 * that a message of an hour ago is of the same day.
 */
export function middayZone(): string {
  const hoursEast = 12 - utcHour;
  // The sign of these names is the opposite of the usual one: Etc/GMT-3 is three hours east of Greenwich.
  return `Etc/GMT${hoursEast > 0 ? '-' : '+'}${Math.abs(hoursEast)}`;
}
