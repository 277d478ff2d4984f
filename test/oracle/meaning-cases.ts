import type { BuildCase } from './meaning.ts';

const plain = (text: string): BuildCase => ({ text, options: { platform: 'linux/amd64' } });

/** Builds in which BuildKit's frontend does what one may not expect. */
export const HARD_BUILDS: readonly BuildCase[] = [
  // A number names a stage in COPY only, and after the stages the images that were named so far.
  plain('FROM a\nFROM b\nCOPY --from=x /1 /\nCOPY --from=2 /2 /\nCOPY --from=0 /3 /\n'),
  plain('FROM a\nRUN --mount=from=0,target=/m x\n'),
  plain('FROM a\nCOPY --from=1 /1 /\n'),
  plain('FROM a\nCOPY --from=99999999999999999999 /1 /\n'),
  // Stages that come later, or are the same.
  plain('FROM a AS one\nCOPY --from=two x y\nFROM b AS two\n'),
  { text: 'FROM a AS one\nCOPY --from=two x y\nFROM b AS two\n', options: { target: 'one' } },
  plain('FROM a AS one\nFROM one AS one\nRUN x\nFROM one\nCOPY --from=one a b\n'),
  plain('FROM later\nRUN x\nFROM a AS later\nFROM later\n'),
  { text: 'FROM a\nFROM b AS one\n', options: { target: '0' } },
  { text: 'FROM a\nFROM b AS one\n', options: { target: 'stage-0' } },
  { text: 'FROM a\nFROM b AS One\nFROM c\n', options: { target: 'ONE' } },
  // Scratch may be the name of a stage: then a cache is not empty.
  plain('FROM a AS scratch\nRUN x\nFROM b\nRUN --mount=type=cache,target=/c x\n'),
  plain('FROM a AS scratch\nRUN --mount=type=cache,target=/c x\n'),
  // Names that are no context names.
  plain('FROM a AS b_\n'),
  plain('FROM a AS b--c..d\n'),
  // Scopes.
  plain('ARG A=1\nFROM a\nENV B=$A\nARG A\nENV C=$A\nARG A=2\nENV D=$A A=3 E=$A\nRUN x\n'),
  plain('FROM a AS one\nARG A=1\nFROM one\nRUN x $A\nENV A=2\nARG A\nRUN x\n'),
  plain('ARG TARGETARCH=mine\nFROM a\nARG TARGETARCH TARGETOS\nRUN x\n'),
  plain('FROM a\nARG A=${B?}\n'),
  { text: 'FROM a\nARG A=${B?}\nRUN x\n', options: { buildArgs: { A: '$C' } } },
  {
    text: 'FROM a\nARG http_proxy\nRUN x\n',
    options: { buildArgs: { HTTP_PROXY: 'p', http_proxy: 'q' } },
  },
  {
    text: 'ARG SOURCE_DATE_EPOCH\nFROM a\nARG SOURCE_DATE_EPOCH\nWORKDIR /x\n',
    options: { buildArgs: { SOURCE_DATE_EPOCH: '+07' } },
  },
  // Triggers: read with the ordinary escape character, refused at the FROM that takes them over.
  plain('# escape=`\nFROM a AS one\nONBUILD RUN a\\\\b `$A\nFROM one\n'),
  plain('FROM a AS one\nONBUILD COPY --from=two x y\nFROM b AS two\nFROM one\n'),
  plain('FROM a AS one\nONBUILD COPY --from=nine:$X x y\nFROM one\nRUN x\n'),
  plain('FROM a AS one\nONBUILD WORKDIR ${A\nFROM one\n'),
  plain('FROM a AS one\nONBUILD RUN <<E\nx\nE\nFROM one\nFROM one\n'),
  // Platforms.
  {
    text: 'FROM --platform=linux/arm64 a AS one\nRUN x\nFROM --platform=linux/386 one\nRUN y\n',
    options: { platform: 'linux/amd64' },
  },
  {
    text: 'FROM --platform=linux/arm64 scratch\nCOPY a b\nRUN x\n',
    options: { platform: 'windows/amd64' },
  },
  {
    text: 'FROM a\nWORKDIR c:\\x\\..\nCOPY a b\\\nRUN x\nWORKDIR d:\\\n',
    options: { platform: 'windows/amd64' },
  },
  // Named contexts.
  { text: 'FROM a AS one\nRUN x\nFROM one\nRUN y\n', options: { contexts: { one: './dir' } } },
  {
    text: 'FROM a AS one\nRUN x\nFROM one\nRUN y\n',
    options: { contexts: { one: 'docker-image://b' }, target: 'one' },
  },
  {
    text: 'FROM a\nCOPY --from=b x y\nRUN --mount=from=c,target=/m x\n',
    options: {
      contexts: {
        a: 'dir',
        'b:latest': 'docker-image://x',
        'docker.io/library/c': 'https://example.com/a.git#b',
      },
    },
  },
  {
    text: 'FROM scratch\nCOPY --from=context x y\n',
    options: { contexts: { context: 'dir', scratch: 'dir' } },
  },
  { text: 'FROM a\nRUN x\n', options: { platform: 'linux/amd64' }, plain: { OnBuild: ['FROM x'] } },
  { text: 'FROM a\nRUN x\n', options: { platform: 'linux/amd64' }, plain: { OnBuild: ['ENV'] } },
  plain('FROM a\nADD https://a\\\\b c:x/y https://a:b/y http://[::1]:80/é%20x /d/\n'),
  // What is refused at last, and what is not.
  plain('FROM a\nRUN []\n'),
  plain('FROM a AS one\nSTOPSIGNAL nosuch\nFROM b\n'),
  plain('FROM a\nEXPOSE 99999 x\n'),
  plain('FROM node:$A\n'),
  plain('FROM a AS one\nFROM Upper\nFROM one\n'),
];
