/** What stands where a secret was. */
const MASK = '***';

/**
 * Makes a function that takes secrets out of a text: each value as it is, in
 * base64, and as it stands in a URL or a JSON string. Values of fewer than four
 * characters are left: masking `1` or `on` everywhere would hide nothing and
 * break every message.
 */
export function masker(values: readonly string[]): (text: string) => string {
  const forms = new Set<string>();
  for (const value of values) {
    for (const line of [value, ...value.split(/\r?\n/)]) {
      if (line.trim().length >= 4) for (const form of formsOf(line)) forms.add(form);
    }
  }
  // Longest first: a secret that holds another one is masked whole.
  const ordered = [...forms].toSorted((a, b) => b.length - a.length);
  if (ordered.length === 0) return (text) => text;
  const pattern = new RegExp(ordered.map(escape).join('|'), 'g');
  return (text) => text.replace(pattern, MASK);
}

function formsOf(value: string): readonly string[] {
  const trimmed = value.trim();
  const base64 = Buffer.from(trimmed, 'utf8').toString('base64');
  return [
    value,
    trimmed,
    encodeURIComponent(Buffer.from(trimmed, 'utf8').toString('utf8')),
    JSON.stringify(trimmed).slice(1, -1),
    base64,
    base64.replace(/=+$/, ''),
  ];
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
