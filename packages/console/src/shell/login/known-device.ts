const KEY = 'connective-chat.device';

/** What the last login of this browser answered: with it, wrong passwords of others do not keep this user out. */
export function knownDevice(): { device?: string } {
  try {
    const device = localStorage.getItem(KEY);
    return device === null ? {} : { device };
  } catch {
    // Storage may be blocked: then this browser is a stranger each time.
    return {};
  }
}

export function keepDevice(device: string): void {
  try {
    localStorage.setItem(KEY, device);
  } catch {
    // As above.
  }
}
