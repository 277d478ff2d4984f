import { defineRule } from '../../define-rule.ts';
import { failuresOf } from '../../failing.ts';
import { stageName } from '../../shipped.ts';
import { type StartSight, lackOf, sentence } from '../../starts.ts';
import type { Rule } from '../../types.ts';

interface FileSight extends StartSight {
  readonly when: 'build' | 'start' | 'health';
}

/** A file is started that the kernel does not start: mode, line ends, `#!` line. */
export const rule: Rule = defineRule<FileSight>({
  id: 'correctness/unstartable-file',
  aliases: [],
  severity: 'error',
  summary: 'A file is started that cannot be: its mode, its line ends or its first line forbid it.',
  find: (input) =>
    failuresOf(input, 'executable', 'interpreter', 'format').flatMap(({ need, when, place }) =>
      when === 'health'
        ? []
        : [
            {
              span: need.at,
              need,
              when,
              ...(place ? { stage: stageName(place.stage.stage) } : {}),
            },
          ],
    ),
  say: ({ need, when }, input) =>
    `${sentence(lackOf(need, input))}: ${when === 'build' ? 'this RUN fails' : 'the container does not start'}. ${advice(need.what, need.arg)}`,
});

function advice(what: string, arg: string): string {
  if (what === 'executable') return 'Copy it with `--chmod=755`, or `chmod +x` it in the project.';
  if (what === 'format') return 'Begin it with `#!/bin/sh`, or start it with `sh` in front.';
  return arg.endsWith('\r')
    ? 'Save it with Unix line ends (`.gitattributes`: `*.sh text eol=lf`).'
    : 'Name an interpreter that the image has, or install this one.';
}
