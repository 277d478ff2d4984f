import { describe, expect, it } from 'vitest';
import { parseDockerfile } from '../dockerfile/syntax/parse.ts';
import { resolveStages } from '../dockerfile/stages/stages.ts';
import { interpret } from '../image-model/interpret.ts';
import { lookupBase } from '../knowledge/bases/index.ts';
import type { Fix } from '../rules/types.ts';
import { type AssessedFix, type Modelled, type Withdrawn, assessFix } from './safety.ts';

const TEXT =
  'FROM debian:13-slim\nRUN apt-get update && apt-get install -y curl\nCMD curl --version\n';

function model(text: string): Modelled {
  const file = parseDockerfile(text);
  const graph = resolveStages(file, {});
  return { file, graph, trace: interpret(graph, { platform: 'linux/amd64', bases: lookupBase }) };
}

/** A fix that writes `to` in the place of `from`. */
function assess(safety: Fix['safety'], from: string, to: string): AssessedFix | Withdrawn {
  const start = TEXT.indexOf(from);
  const edits = [{ file: 'Dockerfile', start, end: start + from.length, text: to }];
  return assessFix('Dockerfile', model(TEXT), { title: 'x', safety, edits }, model);
}

describe('assessFix', () => {
  it('keeps a safe fix that only removes waste', () => {
    const done = assess('safe', 'curl\nCMD', 'curl && rm -rf /var/lib/apt/lists/*\nCMD');
    expect(done).toMatchObject({ differences: [] });
    expect(
      'text' in done && model(done.text).trace.result?.leftovers.map(({ kind }) => kind),
    ).toEqual(['recommended']);
  });

  it('withdraws a safe fix that changes the command', () => {
    expect(assess('safe', 'CMD curl --version', 'CMD ["curl", "--version"]')).toEqual({
      withdrawn: 'it also changes CMD',
    });
  });

  it('says what an unsafe fix changes', () => {
    expect(assess('unsafe', 'CMD curl --version', 'CMD ["curl", "--version"]')).toMatchObject({
      differences: ['CMD'],
    });
    expect(assess('unsafe', '-y curl', '-y --no-install-recommends curl')).toMatchObject({
      differences: ['the installed packages'],
    });
    expect(assess('unsafe', 'CMD', 'USER 1000\nCMD')).toMatchObject({ differences: ['the user'] });
  });

  it('withdraws what cannot be parsed and edits that overlap', () => {
    expect(assess('unsafe', 'CMD', 'COMMAND')).toEqual({
      withdrawn: 'the result cannot be parsed',
    });
    const edit = { file: 'Dockerfile', start: 0, end: 5, text: '' };
    const fix: Fix = { title: 'x', safety: 'unsafe', edits: [edit, { ...edit, start: 2 }] };
    expect(assessFix('Dockerfile', model(TEXT), fix, model)).toEqual({
      withdrawn: 'its edits overlap',
    });
  });
});
