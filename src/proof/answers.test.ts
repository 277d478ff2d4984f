import { describe, expect, it } from 'vitest';
import { type RawAnswer, compareAnswers, toAnswer } from './answers.ts';

function answer(body: string, more: Partial<RawAnswer> = {}): RawAnswer {
  return {
    path: '/',
    status: 200,
    type: 'application/json',
    body: new TextEncoder().encode(body),
    own: ['4f2a9c1b7d3e'],
    ...more,
  };
}

function verdictOn(before: readonly RawAnswer[], after: RawAnswer): string {
  return (
    compareAnswers(
      before.map((one) => [one]),
      [after],
    )[0]?.result ?? 'none'
  );
}

function stamped(at: string, id: string, host: string): string {
  return `{"at":"${at}","id":"${id}","host":"${host}","epoch":${Date.parse(at)}}`;
}

function png(last: number): RawAnswer {
  return answer('', { type: 'image/png', body: Uint8Array.of(137, 80, 0, 255, last) });
}

describe('comparing answers', () => {
  it('finds equal answers equal', () => {
    expect(verdictOn([answer('{"a":1}'), answer('{"a":1}')], answer('{"a":1}'))).toBe('same');
  });

  it.each([
    ['another value', '{"a":1}', '{"a":2}'],
    ['a missing key', '{"a":1,"b":2}', '{"a":1}'],
    ['an additional key', '{"a":1}', '{"a":1,"b":2}'],
    ['a longer list', '[1,2]', '[1,2,3]'],
    ['another kind', '{"a":"1"}', '{"a":1}'],
    ['text for JSON', '{"a":1}', 'oops'],
    ['an empty body', '{"a":1}', ''],
  ])('sees %s', (_what, before, after) => {
    expect(verdictOn([answer(before), answer(before)], answer(after))).toBe('different');
  });

  it('does not compare what the old version says differently itself', () => {
    const old = [answer('{"n":1,"a":"x"}'), answer('{"n":2,"a":"x"}')];
    expect(verdictOn(old, answer('{"n":77,"a":"x"}'))).toBe('same');
    expect(verdictOn(old, answer('{"n":77,"a":"y"}'))).toBe('different');
    expect(verdictOn(old, answer('{"a":"x"}'))).toBe('different');
  });

  it('does not mind the order of keys, dates, UUIDs and the container’s own name', () => {
    const one = stamped(
      '2026-11-22T10:00:00.123Z',
      '6f1c2d3e-1111-4222-8333-944455566677',
      '4f2a9c1b7d3e',
    );
    const two = stamped(
      '2026-11-22T10:05:09Z',
      '00000000-1111-4222-8333-944455566677',
      'aaaabbbbcccc',
    );
    const other = answer(two, { own: ['aaaabbbbcccc'] });
    expect(verdictOn([answer(one), answer(one)], other)).toBe('same');
    expect(verdictOn([answer('{"a":1,"b":2}')], answer('{"b":2,"a":1}'))).toBe('same');
    expect(verdictOn([answer(one), answer(one)], answer(two))).toBe('different');
  });

  it('compares text token by token', () => {
    const text = { type: 'text/html' };
    const page = (token: string, word: string): RawAnswer =>
      answer(`<form><input value="${token}"></form> <p>${word}</p>`, text);
    const old = [page('abc', 'hello'), page('xyz', 'hello')];
    expect(verdictOn(old, page('zzz', 'hello'))).toBe('same');
    expect(verdictOn(old, page('zzz', 'goodbye'))).toBe('different');
  });

  it('keeps the ends of a text whose middle grows', () => {
    const text = { type: 'text/plain' };
    const old = [answer('start a b c end', text), answer('start a end', text)];
    expect(verdictOn(old, answer('start a q r s end', text))).toBe('same');
    expect(verdictOn(old, answer('begin a q r s end', text))).toBe('different');
    expect(verdictOn(old, answer('start a q r s stop', text))).toBe('different');
  });

  it('compares bytes that are no text as they are', () => {
    expect(verdictOn([png(1), png(1)], png(1))).toBe('same');
    expect(verdictOn([png(1), png(1)], png(2))).toBe('different');
  });

  it('compares status and type, whatever the case and parameters', () => {
    expect(verdictOn([answer('x')], answer('x', { status: 404 }))).toBe('different');
    expect(verdictOn([answer('x')], answer('x', { type: 'text/plain' }))).toBe('different');
    const upper = answer('x', { type: 'Application/JSON; charset=utf-8' });
    expect(verdictOn([answer('x')], upper)).toBe('same');
  });

  it('takes an answer that is missing for different, and silence before for nothing', () => {
    const silent: RawAnswer = { path: '/', error: 'reset', own: [] };
    expect(verdictOn([answer('x')], silent)).toBe('different');
    expect(verdictOn([silent, silent], answer('x'))).toBe('not-compared');
    expect(verdictOn([answer('x'), answer('x', { status: 503 })], answer('x'))).toBe(
      'not-compared',
    );
  });

  it('does not compare the pages of server errors', () => {
    const error = { status: 500 };
    expect(verdictOn([answer('at /app/x.js', error)], answer('at /srv/y.js', error))).toBe('same');
  });

  it('reports a digest that does not change with the time', async () => {
    const one = await toAnswer(answer('{"t":"2026-01-01T00:00:00Z"}'));
    const two = await toAnswer(answer('{"t":"2026-01-02T11:00:00Z"}'));
    expect(one.body).toMatch(/^[0-9a-f]{64}$/);
    expect(one.body).toBe(two.body);
  });
});
