import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { programNamed } from '../programs/index.ts';
import { lastStep, traceOf } from './model-fixtures.ts';

/** A stage that root has filled: some paths are there, some are known to be absent. */
const START =
  'FROM node:22-slim\nWORKDIR /app\nRUN mkdir -p closed own && echo hi > closed/there && echo ho > own/named && chown -R 1000:1000 own\n';
const PRESENT = ['/app/closed/there', '/app/own/named', '/usr/local/bin/node', '/etc/passwd'];
/** Absent before; the first lies where only root may write. */
const CLOSED = ['/app/closed/new', '/app/fresh'];
const OPEN = ['/app/own/new', '/tmp/new'];

const name = fc
  .stringMatching(/^[a-z]{3,9}(-[a-z]{2,5})?$/)
  .filter(
    (one) =>
      programNamed(one) === undefined &&
      !/^(if|do|done|then|elif|else|fi|for|esac|case|until|while|select|in|function)$/.test(one),
  );
/** Any program answers these without doing anything. */
const QUESTION = /^(--?(version|help)|-h|version|help)$/;
const word = fc.oneof(
  fc.stringMatching(/^[a-z0-9][a-z0-9.=]{0,8}$/).filter((one) => !QUESTION.test(one)),
  fc.stringMatching(/^--?[a-z]{1,8}$/).filter((one) => !QUESTION.test(one)),
  fc.constantFrom('/app/own/named', 'own/named', '/opt/elsewhere', '"$UNSET_HERE"', '.', '/'),
);

function after(command: string, user: string): ReturnType<typeof lastStep>['after']['files'] {
  return lastStep(traceOf(`${START}USER ${user}\nRUN ${command}\n`), 'RUN').after.files;
}

describe('a command nobody knows', () => {
  it('leaves everything there that it does not name', () => {
    fc.assert(
      fc.property(
        name,
        fc.array(word, { maxLength: 5 }),
        fc.constantFrom('root', 'node'),
        (program, words, user) => {
          const files = after([program, ...words].join(' '), user);
          const named = words.some((one) => one.endsWith('own/named'));
          for (const path of PRESENT) {
            const expected = named && path === '/app/own/named' ? 'unknown' : 'yes';
            expect(`${path} ${files.get(path).is}`).toBe(`${path} ${expected}`);
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it('makes what is absent unknown where its user may write, and only there', () => {
    fc.assert(
      fc.property(
        name,
        fc.array(word, { maxLength: 5 }),
        fc.constantFrom('root', 'node'),
        (program, words, user) => {
          const files = after([program, ...words].join(' '), user);
          const unknown = user === 'root' ? [...OPEN, ...CLOSED] : OPEN;
          for (const path of [...OPEN, ...CLOSED])
            expect(`${path} ${files.get(path).is}`).toBe(
              `${path} ${unknown.includes(path) ? 'unknown' : 'no'}`,
            );
        },
      ),
      { numRuns: 200 },
    );
  });

  it('is the same behind sudo as for root', () => {
    expect(after('sudo mystify', 'node').get('/app/closed/new').is).toBe('unknown');
    expect(after('mystify', 'node').get('/app/closed/new').is).toBe('no');
  });
});
