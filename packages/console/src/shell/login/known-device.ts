const KEY = 'connective-chat.device';

/**
 * The device token of this browser's last login: with it, wrong passwords on other devices do not lock this user out.
 */
export function knownDevice(): { device?: string } {
  try {
    const device = localStorage.getItem(KEY);
    return device === null ? {} : { device };
  } catch {
    // Storage may be blocked: then this browser is always an unknown device.
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
