import { onTestFinished, vi } from 'vitest';

/** Replaces `BroadcastChannel` for the test; returns the names of the open channels. */
export function watchChannels(): readonly string[] {
  const names: string[] = [];
  let opened = 0;
  class Channel {
    readonly name: string;
    constructor(name: string) {
      opened += 1;
      this.name = `${name} ${opened}`;
      names.push(this.name);
    }
    addEventListener(): void {}
    postMessage(): void {}
    close(): void {
      names.splice(names.indexOf(this.name), 1);
    }
  }
  vi.stubGlobal('BroadcastChannel', Channel);
  onTestFinished(() => void vi.unstubAllGlobals());
  return names;
}
