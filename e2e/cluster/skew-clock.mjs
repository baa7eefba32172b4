/* Moves the clock of a process by CLOCK_OFFSET_MS: `node --import ./skew-clock.mjs …`. Timers are not affected. */

const offset = Number(process.env.CLOCK_OFFSET_MS ?? 0);
const RealDate = Date;

globalThis.Date = class extends RealDate {
  constructor(...args) {
    if (args.length === 0) super(RealDate.now() + offset);
    else super(...args);
  }

  static now() {
    return RealDate.now() + offset;
  }
};
