const REFUSED = 'it should be octal string and between 0 and 07777';

/** One clause of a symbolic mode after another: who, then operators each with its permissions. */
const symbolic = /^[augo]*(?:[-+=][rwxXstugo]*)+(?:,[augo]*(?:[-+=][rwxXstugo]*)+)*$/;

/** What `--chmod` makes of its value: an octal number in normal form or a symbolic mode, or BuildKit's message. */
export type FileMode = { readonly mode: string } | { readonly error: string };

/** Reads the value of `--chmod`, `755` or `u=rwX,go=rX`. */
export function fileMode(value: string): FileMode {
  const refused = { error: `invalid chmod parameter: '${value}'. ${REFUSED}` };
  if (/^[0-7]+$/.test(value)) {
    const number = Number.parseInt(value, 8);
    // Beyond 32 bits the number is none, and no symbolic mode either.
    return number <= 0o7777 ? { mode: number.toString(8) } : refused;
  }
  if (/^[0-9]/.test(value)) return refused;
  return symbolic.test(value) ? { mode: value } : { error: 'invalid syntax' };
}
