import { describe, expect, test } from 'vitest';
import { Variables } from './variables.ts';

describe('the variables of a stage', () => {
  test('what is set last stands last and wins; ENV of the base stage goes before its ARG', () => {
    const base = new Variables(new Map([['PATH', '/bin']]));
    base.setArg('A', '1');
    base.setEnv('E', 'env');
    base.setArg('B', '2');
    base.setArg('E', 'arg');
    base.setArg('A', '3');
    expect([...base.all()]).toEqual([
      ['PATH', '/bin'],
      ['B', '2'],
      ['E', 'arg'],
      ['A', '3'],
    ]);
    const child = new Variables(base);
    child.setEnv('B', '4');
    expect([...child.all()]).toEqual([
      ['A', '3'],
      ['PATH', '/bin'],
      ['E', 'env'],
      ['B', '4'],
    ]);
    expect([...child.env()]).toEqual([
      ['PATH', '/bin'],
      ['E', 'env'],
      ['B', '4'],
    ]);
    expect([base.get('E'), child.get('E'), base.get('B'), child.get('C')]).toEqual([
      'arg',
      'env',
      '2',
      undefined,
    ]);
    expect([base.inEnv('B'), child.inEnv('B'), child.inEnv('A')]).toEqual([false, true, false]);
    expect([...child.names()]).toEqual(['PATH', 'A', 'E', 'B']);
    expect([...new Variables(child).all().keys()]).toEqual(['A', 'PATH', 'E', 'B']);
  });
});
