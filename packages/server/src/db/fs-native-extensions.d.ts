declare module 'fs-native-extensions' {
  /** Locks a range of a file in the kernel, until it is unlocked, the file is closed or the process ends. */
  export function tryLock(fd: number, offset?: number, length?: number): boolean;
}
