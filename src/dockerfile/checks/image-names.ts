import { parseImageName } from '../build/image-name.ts';

/** Whether a text can name an image. */
export function isImageName(text: string): boolean {
  return 'name' in parseImageName(text);
}
