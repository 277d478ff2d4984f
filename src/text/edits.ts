/** A change to a text whose file is known from elsewhere. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

function inOrder(edits: readonly TextEdit[]): readonly TextEdit[] {
  // Stable: several insertions at one place keep the order in which they were given.
  return edits.toSorted((a, b) => a.start - b.start || a.end - b.end);
}

/**
 * Applies edits that all refer to the original text, in any order.
 * Insertions at the same offset follow each other as given, before a replacement that starts there.
 * @throws RangeError when an edit lies outside the text or two edits overlap.
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const parts: string[] = [];
  let done = 0;
  for (const edit of inOrder(edits)) {
    const whole = Number.isInteger(edit.start) && Number.isInteger(edit.end);
    if (!whole || edit.start < 0 || edit.end < edit.start || edit.end > text.length) {
      throw new RangeError(`edit ${edit.start}–${edit.end} is outside the text (0–${text.length})`);
    }
    if (edit.start < done) {
      throw new RangeError(
        `edit ${edit.start}–${edit.end} overlaps the one before it, which ends at ${done}`,
      );
    }
    parts.push(text.slice(done, edit.start), edit.text);
    done = edit.end;
  }
  parts.push(text.slice(done));
  return parts.join('');
}
