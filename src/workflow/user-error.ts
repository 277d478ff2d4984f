/** A mistake or circumstance the user can do something about: one clear message, what to do, no stack. */
export class UserError extends Error {
  /** What to do about it, one line. */
  readonly hint: string | undefined;
  constructor(message: string, hint?: string) {
    super(message);
    this.name = 'UserError';
    this.hint = hint;
  }
}
