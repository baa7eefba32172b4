/** A dot of an icon: a circle whose outline fills it. */
export const dot = (x: number, y: number): string => `M${x - 0.2} ${y}a.2.2 0 1 0 .4 0 .2.2 0 1 0-.4 0`;
