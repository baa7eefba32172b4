export const PACKAGES: readonly string[];
export function packPackages(folder: string): void;
