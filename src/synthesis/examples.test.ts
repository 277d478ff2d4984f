import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parseDockerfile } from '../dockerfile/syntax/parse.ts';
import { resolveStages } from '../dockerfile/stages/stages.ts';
import { nodeHost } from '../host/node.ts';
import { isAlreadyGood } from './already-good.ts';
import type { Synthesis } from './choose.ts';
import { workshop, type Workshop } from './synthesis-fixtures.ts';

const EXAMPLES = fileURLToPath(new URL('../../examples', import.meta.url));
const NAIVE = ['express-npm', 'fastapi-pip', 'go-http'];

function open(name: string): { shop: Workshop; text: string | undefined } {
  const root = `${EXAMPLES}/${name}`;
  const shop = workshop(nodeHost().files, root);
  return {
    shop,
    text: name === 'flask-new' ? undefined : readFileSync(`${root}/Dockerfile`, 'utf8'),
  };
}

function accepted(result: ReturnType<Workshop['rewrite']>): Synthesis {
  if ('declined' in result) throw new Error(result.declined.join('\n'));
  return result;
}

describe.each([...NAIVE, 'flask-new'])('%s', (name) => {
  const { shop, text } = open(name);
  const result = accepted(shop.rewrite(text));

  test('the text', () => {
    expect(`${result.text}\n--- .dockerignore\n${result.ignore.text}`).toMatchSnapshot();
  });

  test('both kinds of text are what BuildKit accepts', () => {
    const legacy = accepted(shop.rewrite(text, 'auto', false));
    for (const one of [result.text, legacy.text]) {
      const file = parseDockerfile(one);
      expect([...file.errors, ...resolveStages(file, { platform: 'linux/amd64' }).errors]).toEqual(
        [],
      );
    }
    expect(legacy.text).not.toContain('--mount');
    expect(legacy.text).not.toContain('# syntax');
  });

  test('has nothing to gain from another rewrite', () => {
    expect(isAlreadyGood(shop.trace(result.text), shop.application).weaknesses).toEqual([]);
    const again = accepted(shop.rewrite(result.text));
    expect(accepted(shop.rewrite(again.text)).text).toBe(again.text);
  });
});

test.each(NAIVE)('%s as people write it is not good', (name) => {
  const { shop, text } = open(name);
  expect(isAlreadyGood(shop.trace(text ?? ''), shop.application).weaknesses.length).toBeGreaterThan(
    2,
  );
});

test('a good file is left alone', () => {
  const { shop, text } = open('express-good');
  expect(isAlreadyGood(shop.trace(text ?? ''), shop.application)).toMatchObject({
    good: true,
    weaknesses: [],
  });
});

test('--base decides, or says why it cannot', () => {
  const { shop, text } = open('express-npm');
  expect(accepted(shop.rewrite(text, 'slim')).candidate.runtime).toBe('slim');
  expect(shop.rewrite(text, 'scratch')).toEqual({ declined: [expect.stringContaining('scratch')] });
});
