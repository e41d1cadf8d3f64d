import { StandardColors } from '@salesforce/sf-plugins-core';
import type { Paint } from '@sf-braze/mapping-core';

/** The colours of `sf`, on a terminal only: files and logs stay plain. */
export function terminalPaint(): Paint {
  return process.stdout.isTTY ? coloured : plainPaint;
}

const coloured: Paint = (style, text) => {
  switch (style) {
    case 'error':
      return StandardColors.error(text);
    case 'warning':
      return StandardColors.warning(text);
    case 'info':
    case 'faint':
      return StandardColors.info(text);
    case 'file':
    case 'code':
      return text;
  }
};

/** For files. */
export const plainPaint: Paint = (_, text) => text;
