import { readdirSync, readFileSync } from 'node:fs';

/** Kernels count CPU time in hundredths of a second for programs (`getconf CLK_TCK`). */
const TICK_MS = 10;

/** The fields of `/proc/PID/stat` after the name, which may contain spaces; null if the process has ended. */
function statOf(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}

/**
 * The CPU time so far of a process and its children, those that have ended too, in ms.
 *
 * @returns NaN where there is no /proc
 */
export function cpuOfFamily(pid) {
  const own = statOf(pid);
  if (!own) return Number.NaN;
  const [user, system, endedUser, endedSystem] = own.slice(11, 15).map(Number);
  let ticks = user + system + endedUser + endedSystem;
  for (const name of readdirSync('/proc')) {
    const child = /^\d+$/.test(name) ? statOf(name) : null;
    if (child?.[1] === String(pid)) ticks += Number(child[11]) + Number(child[12]);
  }
  return ticks * TICK_MS;
}
