import type { PixelSize } from '../store/desk.types.ts';

/** The size of an image, to reserve its space before it loads; `undefined` if the file is not an image. */
export async function measureImage(file: File): Promise<PixelSize | undefined> {
  if (!file.type.startsWith('image/') || typeof createImageBitmap === 'undefined') return undefined;
  try {
    const bitmap = await createImageBitmap(file);
    const { width, height } = bitmap;
    bitmap.close();
    return { width, height };
  } catch {
    return undefined;
  }
}
