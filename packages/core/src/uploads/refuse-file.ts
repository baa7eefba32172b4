import type { UploadSource } from './upload.types.ts';

/** The reason why a file cannot be sent; `null` if it can. An allowed type may be a family such as `image/*`. */
export function refuseFile(
  file: UploadSource,
  limits: { readonly uploadBytes: number; readonly uploadTypes: readonly string[] },
): 'empty' | 'too-large' | 'unsupported' | null {
  if (file.size === 0) return 'empty';
  if (file.size > limits.uploadBytes) return 'too-large';
  const family = `${file.type.split('/')[0]}/*`;
  return limits.uploadTypes.some((type) => type === file.type || type === family || type === '*/*')
    ? null
    : 'unsupported';
}
