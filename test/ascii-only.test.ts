import { describe, expect, test } from 'vitest';
import { escaped } from '../scripts/ascii-only.ts';

function meaning(code: string): unknown {
  return new Function(`return ${code}`)();
}

describe('code without signs beyond ASCII', () => {
  const codes = [
    String.raw`'a…\\’\n\\\’\'b'`,
    '`ä${"ö"}\u2028`',
    String.raw`'𝒳'.replace(/[\u{1d4b3}’]/u, '→') + '\\\\é'`,
    String.raw`'«x»'.replace(/[«»–-—…]|\\é/g, '\t–')`,
    `'plain \\n'`,
  ];

  test.each(codes)('means the same: %s', (code) => {
    const made = escaped(code);
    expect(made).toMatch(/^[\0-\x7f]*$/);
    expect(meaning(made)).toBe(meaning(code));
  });

  test('leaves other code alone', () => {
    const code = String.raw`const a = '\\' + /\/\\/u.source + "\"";`;
    expect(escaped(code)).toBe(code);
  });
});
