const KEY = 'connective-chat:sound';

/** Whether the visitor wants to hear messages: off until they say so. */
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
      // A browser that keeps nothing stays silent.
    }
  },
};
