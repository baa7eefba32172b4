const KEY = 'connective-chat:sound';

/** Whether the visitor wants sounds for messages; off by default. */
export const soundPreference = {
  get(): boolean {
    try {
      return localStorage.getItem(KEY) === 'on';
    } catch {
      return false;
    }
  },
  set(on: boolean): void {
    try {
      if (on) localStorage.setItem(KEY, 'on');
      else localStorage.removeItem(KEY);
    } catch {
      // Without storage sounds stay off.
    }
  },
};
