import { describe, expect, test } from 'vitest';
import { applyEdits } from '../../text/edits.ts';
import {
  insertInstructionAfter,
  insertInstructionBefore,
  removeInstruction,
  replaceWord,
} from '../edit.ts';
import { copyParts, fromRef, healthcheckParts, runMounts } from '../instructions.ts';
import { parseDockerfile } from '../syntax/parse.ts';
import { sourceOf } from './reach.ts';
import { Scope } from './scope.ts';
import { resolveStages } from './stages.ts';
import type { Dockerfile, Instruction, ResolveOptions, Stage, StageGraph } from '../types.ts';

function graphOf(text: string, options: ResolveOptions = {}): StageGraph {
  return resolveStages(parseDockerfile(text), options);
}

function instructionAt(file: Dockerfile, index: number): Instruction {
  const found = file.instructions[index];
  if (found === undefined) throw new Error(`no instruction ${index}`);
  return found;
}

function stageAt(graph: StageGraph, index: number): Stage {
  const found = graph.stages[index];
  if (found === undefined) throw new Error(`no stage ${index}`);
  return found;
}

describe('stages', () => {
  const text = `ARG VERSION=22
FROM --platform=$BUILDPLATFORM node:\${VERSION}-slim AS Build
FROM build AS unused
FROM alpine:\${NONE:-3} AS tools
FROM scratch
COPY --from=BUILD /a /a
RUN --mount=from=tools,target=/t x
`;

  test('what each is made of and which are reached', () => {
    const graph = graphOf(text);
    expect(graph.errors).toEqual([]);
    expect(graph.stages.map(({ base }) => base)).toEqual([
      { kind: 'image', ref: 'node:22-slim' },
      { kind: 'stage', index: 0 },
      { kind: 'image', ref: 'alpine:3' },
      { kind: 'scratch' },
    ]);
    expect([...graph.reached].toSorted()).toEqual([0, 2, 3]);
    expect(graph.stages[0]).toMatchObject({ name: 'build', platform: 'linux/amd64' });
  });

  test('build arguments and target', () => {
    const graph = graphOf(text, {
      target: 'Unused',
      buildArgs: { VERSION: '24' },
      platform: 'linux/arm64',
    });
    expect(graph.target).toBe(1);
    expect([...graph.reached].toSorted()).toEqual([0, 1]);
    expect(graph.stages[0]?.base).toEqual({ kind: 'image', ref: 'node:24-slim' });
    expect(graph.globalArgs.get('TARGETARCH')).toBe('arm64');
  });

  test.each([
    ['FROM $X\n', 'base name ($X) should not be blank'],
    ['ARG A\n', 'dockerfile contains no stages to build'],
    ['FROM a\nCOPY --from=3 a b\n', 'invalid stage index 3'],
    ['FROM a\nCOPY --from=$X a b\n', 'variable expansion is not supported for --from'],
    ['FROM a AS x\nCOPY --from=x a b\n', 'circular dependency detected on stage: x'],
    ['FROM --platform=$NONE a\n', 'empty platform value from expression $NONE'],
    ['FROM Node\n', 'repository name (library/Node) must be lowercase'],
    ['FROM a AS b_\n', 'invalid context name b_'],
    ['FROM a\nEXPOSE 99999\n', 'invalid containerPort: 99999'],
    ['FROM a\nARG A=KIL\nSTOPSIGNAL $A\n', 'invalid signal: KIL'],
    ['FROM a\nRUN --mount=type=chache,target=/c x\n', 'unsupported mount type "chache"'],
    ['FROM a\nCOPY --chmod=888 b c\n', "invalid chmod parameter: '888'"],
    ['FROM a\nRUN []\n', 'arguments are required'],
    ['FROM a AS x\nCOPY --from=b c d\nFROM e AS b\nFROM x\n', 'needs to be defined before'],
  ])('refuses %j', (source, message) => {
    expect(graphOf(source).errors[0]?.message).toContain(message);
  });

  test.each([
    ['a base may have set it', 'FROM a\nSTOPSIGNAL $SIG\nEXPOSE $PORT\nRUN --mount=target=. x\n'],
    ['a build argument may be given', 'ARG V\nFROM node:$V\nARG M\nCOPY --chmod=$M a b\n'],
    ['made of something unknown', 'FROM a\nENV P=x$PORT\nEXPOSE $P\nENV Q=${P:?}\n'],
    ['a stage that is not built', 'FROM a\nEXPOSE x\nFROM b\n'],
  ])('is silent where it cannot know: %s', (_, source) => {
    expect(graphOf(source).errors).toEqual([]);
  });

  test('named contexts stand for images and stages', () => {
    const source =
      'FROM base:latest AS one\nRUN x\nFROM one\nCOPY --from=two:1 a b\nCOPY --from=c d e\n';
    const contexts = { one: './dir', 'two:1': 'docker-image://three', c: 'https://x.test/y.git' };
    const graph = graphOf(source, { contexts });
    expect(graph.errors).toEqual([]);
    expect(graph.stages[0]).toMatchObject({
      base: { kind: 'named', name: 'one', value: './dir' },
      instructions: [],
    });
    expect(sourceOf(graph, 1, 'two:1')).toEqual({ kind: 'image', ref: 'three' });
    expect(sourceOf(graph, 1, 'c')).toMatchObject({ kind: 'named', value: 'https://x.test/y.git' });
    const based = graphOf('FROM docker.io/library/base\n', { contexts: { base: 'elsewhere' } });
    expect(based.stages[0]?.base).toMatchObject({ kind: 'named', value: 'elsewhere' });
  });

  test('a target is a name, never a number', () => {
    expect(graphOf(text, { target: '0' }).errors[0]?.message).toBe(
      'target stage "0" could not be found',
    );
  });

  test('a wrong target', () => {
    expect(graphOf('FROM a AS build\n', { target: 'biuld' }).errors[0]?.message).toBe(
      'target stage "biuld" could not be found (did you mean build?)',
    );
  });

  test('what --from names', () => {
    const graph = graphOf(text);
    expect(sourceOf(graph, 3, undefined)).toEqual({ kind: 'context' });
    expect(sourceOf(graph, 3, '0')).toEqual({ kind: 'stage', index: 0 });
    expect(sourceOf(graph, 3, 'TOOLS')).toEqual({ kind: 'stage', index: 2 });
    expect(sourceOf(graph, 3, '0', 'mount')).toEqual({ kind: 'image', ref: '0' });
    expect(sourceOf(graph, 3, 'busybox')).toEqual({ kind: 'image', ref: 'busybox' });
  });
});

describe('Scope', () => {
  test('ARG and ENV in order, base stages below', () => {
    const graph = graphOf(
      'ARG G=1\nFROM a AS one\nARG G X=$G\nENV E=$X F=$E\nFROM one\nARG X=2\nENV E=$X-$G\n',
      { buildArgs: { X: '9' } },
    );
    const one = new Scope(graph, stageAt(graph, 0), new Map([['PATH', '/bin']]));
    for (const instruction of stageAt(graph, 0).instructions) one.step(instruction);
    expect(Object.fromEntries(one.env())).toEqual({ PATH: '/bin', E: '9', F: '' });
    expect([...one.args()]).toEqual([
      ['G', '1'],
      ['X', '9'],
    ]);
    const two = new Scope(graph, stageAt(graph, 1), one);
    for (const instruction of stageAt(graph, 1).instructions) two.step(instruction);
    expect(two.lookup('E')).toBe('9-1');
    expect(one.lookup('E')).toBe('9');
  });
});

describe('accessors', () => {
  const file = parseDockerfile(`FROM --platform=linux/arm64 a:1 AS b
RUN --mount=type=cache,dst=/c,id=$X,ro --mount=target=/s,"source=a,b" x
COPY --from=b --link --exclude=*.md a <<E /d/
hi
E
HEALTHCHECK --interval=5s CMD ["a"]
`);

  test('take instructions apart', () => {
    expect(fromRef(instructionAt(file, 0))).toMatchObject({
      image: { text: 'a:1' },
      alias: { text: 'b' },
    });
    const [cache, bind] = runMounts(instructionAt(file, 1));
    expect(cache).toMatchObject({ type: 'cache', target: '/c', id: '$X', readonly: true });
    const written = cache?.fields.map(({ span }) => file.text.slice(span.start, span.end));
    expect(written).toEqual(['type=cache', 'dst=/c', 'id=$X', 'ro']);
    // The flag's quotes are gone before the list is split, as in BuildKit.
    expect(bind).toMatchObject({ type: 'bind', target: '/s', source: 'a', readonly: true });
    const copy = copyParts(instructionAt(file, 2));
    expect(copy).toMatchObject({
      link: true,
      parents: false,
      destination: { text: '/d/' },
      from: { value: 'b' },
    });
    expect(copy.sources.map(({ text }) => text)).toEqual(['a']);
    expect(copy.heredocs.map(({ heredoc }) => heredoc.content)).toEqual(['hi\n']);
    const health = healthcheckParts(instructionAt(file, 3));
    expect(health).toMatchObject({ kind: 'cmd', interval: '5s', command: [{ text: 'a' }] });
  });
});

describe('edits of the tree', () => {
  const file = parseDockerfile('FROM a\r\n# why\r\nRUN <<E\r\nx\r\nE\r\nCMD b');

  test('touch only their own lines', () => {
    const run = instructionAt(file, 1);
    const edits = [
      insertInstructionBefore('f', file, run, 'USER 1\nUSER 2'),
      insertInstructionAfter('f', file, instructionAt(file, 2), 'EXPOSE 1'),
      removeInstruction('f', file, run),
      replaceWord(
        'f',
        instructionAt(file, 0).args[0] ?? { text: '', span: { start: 0, end: 0 } },
        'c',
      ),
    ];
    expect(applyEdits(file.text, edits)).toBe(
      'FROM c\r\nUSER 1\r\nUSER 2\r\n# why\r\nCMD b\r\nEXPOSE 1',
    );
    expect(applyEdits(file.text, [removeInstruction('f', file, run, true)])).toBe(
      'FROM a\r\nCMD b',
    );
  });
});
