// The words of generated Dockerfiles: what people write, and what is almost that.

/** Blank-separated words as a list. */
function list(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}

/** Flags of each instruction: right, nearly right, of another instruction. */
export const FLAGS: Readonly<Record<string, readonly string[]>> = {
  FROM: list('--platform=linux/amd64 --platform=$BUILDPLATFORM --platform= --platform --os=x'),
  RUN: [
    ...list(
      `--mount=type=cache,target=/x --mount=type=bind --mount=type=secret,id=a,required
       --mount=type=ssh --mount=type=tmpfs,size=1g,target=/t --mount=target=. --mount=from=$X
       --mount=type=cache,sharing=locked,mode=0755,uid=0,gid=x,target=/c --mount=type=foo --mount=x
       --mount=type=secret,env=A,target=b,mode=0400 --mount=type=bind,rw,from=a,source=b,target=c
       --mount=type=cache --mount=type=tmpfs --mount=type=tmpfs,size=x,target=/t --mount=id=a,
       --mount=type=ssh,required=maybe --mount=type=bind,readonly=false,target=/x --mount= --mount
       --mount=type=\${T},target=/x --mount=TYPE=Cache,Dst=/x --mount=type=cache,ro,rw=1,dst=/y
       --network=none --network=host --network=default --network=x --network= --network
       --security=insecure --security=sandbox --security=x --device=vendor.com/a=b
       --device=a,required --device=name=a,required=false --device=`,
    ),
    '--mount="type=cache,target=/x"',
    '--mount=type=cache,"target=/a,b"',
    '--mount=type=cache,target="/a b"',
    "--mount='type=bind,target=/x'",
  ],
  COPY: [
    ...list(
      `--from=b --from=0 --from=$X --from= --chown=1:1 --chown=é:à --chown --chmod=755 --chmod=u+x
       --link --link=false --link=TRUE --link=1 --link= --parents --parents=true --exclude=*.md
       --exclude=a --exclude= --checksum=x`,
    ),
    '--chown="a b":c',
    "--chmod='1 2'",
    '--from=x\\ y',
  ],
  ADD: list(
    `--checksum=sha256:aa --keep-git-dir --keep-git-dir=false --unpack --unpack=true --link
     --exclude=a --exclude=b --chmod=1 --chown=a --from=x`,
  ),
  HEALTHCHECK: list(
    `--interval=5s --interval=1m30s --interval=.5s --interval=5 --interval=1us --interval=-1s
     --interval=0 --interval= --timeout=3s --start-period=1h --start-interval=1ms --retries=3
     --retries=-1 --retries=x --retries=99999999999 --retries=+3 --retries=0 --retries= --x`,
  ),
  ONBUILD: list('--x --mount=a'),
};

/** What may stand before an argument of any instruction as if it were a flag. */
export const ODD_FLAGS: readonly string[] = list('-- --flag --a=b=c - -x --é=à --= --=x --FROM=b');

/** Arguments that stand behind the name of an instruction. */
export const ARGUMENTS: Readonly<Record<string, readonly string[]>> = {
  FROM: [
    'alpine',
    'node:22 AS build',
    'a as B-1_x.y',
    'a AS 1x',
    'a AS',
    'a b c',
    '$X',
    '${X:-a b} as c',
    'scratch',
    'reg.io:5000/a/b@sha256:00 As d',
    'a AS b c',
    'a AS é',
    'a # x',
  ],
  RUN: [
    'echo hi',
    'apt-get update && apt-get install -y a',
    'echo "a  b" \'c\' $D ${E:-f}',
    'set -ex; cd /x',
    '["a","b"] x',
    'echo $((1<<2))',
    'cat <<<x',
    "sh -c 'a; b'",
    '\\',
    '[ -f a ] && b',
    '"',
    '#x',
    ': <<',
  ],
  COPY: [
    '. .',
    'a b',
    'a b c/',
    '"a b" c',
    'a',
    '$X /$Y',
    'a\\ b c',
    '[a] b',
    "a 'b c'",
    '*.go ./',
  ],
  ADD: ['a b', 'https://x.io/a.tgz /', 'git@x.io:a/b.git#c /d', 'a', '"a" b'],
  ENV: [
    'a=b',
    'a=b c="d e" f=g\\ h',
    'a b',
    'a b c  d ',
    'a',
    '=b',
    'a=1 b',
    'a="b',
    "a='b c' d",
    'a\\ b=c',
    'a\\=b',
    '"a"=b',
    'a=$b c=${d:-e f}',
    'é=à',
    'a="b\\" c" d=e',
    'a=b=c',
    'a= b=',
    "a=''b''",
    'a=\\',
  ],
  LABEL: ['a=b', 'a.b="c d" e=f', 'a b', 'a', '"a b"=c', 'a="x\\\ny"', "a='{}'"],
  ARG: ['a', 'a=b', 'a=b c d="e f"', '=b', 'a=', '"a"', 'a b', "a='b", 'a=$b', '1=2', 'é'],
  CMD: ['a b', 'npm start', 'exec a "$@"', '/a'],
  ENTRYPOINT: ['a b', '/a -x', 'exec a'],
  HEALTHCHECK: [
    'NONE',
    'none',
    'CMD curl -f x',
    'cmd a',
    'CMD',
    'CMD ["a","b"]',
    'CMD-SHELL a',
    'NONE x',
    'FOO x',
    'CMD --x a',
    'CMD ["a"',
  ],
  ONBUILD: ['x'],
  SHELL: ['["/bin/sh","-c"]', '[]', 'x', '["a"'],
  STOPSIGNAL: ['SIGTERM', '9', 'a b', '$X', '--x'],
  USER: ['a', '1:1', 'a b', '$X', '--', '"a b"'],
  VOLUME: ['/a', '/a /b', '["/a"]', '["", "b"]', '[" "]', '["/a" "/b"]', '"/a b"'],
  WORKDIR: ['/a', 'a b', 'C:\\a\\', '$X', '"a b"', '.'],
  EXPOSE: ['80', '80/tcp 443', '$P/udp', '80 80', '1-3', 'a', '"80 81"'],
  MAINTAINER: ['me', 'me <a@b.c>', '"x'],
  FOO: ['bar', '["a"]', ''],
};

/** JSON arrays and what falls back to the command line. */
export const JSON_FORMS: readonly string[] = [
  '["a","b"]',
  ' [ "a" , "b c" ] ',
  '["a", 1]',
  '[]',
  '[ ]',
  '[',
  '["a"',
  '["a",]',
  '["a" "b"]',
  "['a']",
  '["a"] b',
  '["\\u00e9\\n\\t\\/\\""]',
  '["\\ud83d\\ude00"]',
  '["\\ud800"]',
  '["\\udc00\\ud800"]',
  '["a\tb"]',
  '["\\x"]',
  '["\\"]',
  '[1e999]',
  '[null]',
  '[true,"a"]',
  '[["a"]]',
  '[{"a":1}]',
  '["a",\\\n "b"]',
  '["a", \\\n# c\n "b"]',
  '["\udcff"]',
  '["\u2028"]',
  '["é", ""]',
  '\u00a0["a"]',
  '["a"]\u00a0',
  '["a"]\udca0',
  '["a"]\r',
  '["$X","<<EOF"]',
  '{"a":"b"}',
  '"a"',
  '["a"\u00a0]',
  '["a"\f]',
  '["a"\v]',
  '["\\u12"]',
  '["\u007f\\u0000"]',
];

/** Marks of heredocs as written, with the line that ends each. */
export const HEREDOCS: readonly (readonly [mark: string, name: string])[] = [
  ['<<EOF', 'EOF'],
  ['<<-EOF', 'EOF'],
  ['<<"EOF"', 'EOF'],
  ["<<'EOF'", 'EOF'],
  ["<<-'E O'", 'E O'],
  ['<<"E O F"', 'E O F'],
  ['3<<X', 'X'],
  ['0<<-X', 'X'],
  ['99999999999999999999<<X', 'X'],
  ['<< EOF', 'EOF'],
  ['<<EO"F"', 'EOF'],
  ['<<E\\OF', 'EOF'],
  ['<<\\EOF', 'EOF'],
  ['<<${X:-y}', 'y'],
  ['<<$X', '$X'],
  ['<<é', 'é'],
  ['<<""', ''],
  ['<<EOF/x', 'EOF/x'],
  ['<<EOF;', 'EOF;'],
  ['<<EOF)', 'EOF)'],
  ['<<a<<b', 'a<<b'],
  ['<<<EOF', 'EOF'],
  ['x<<EOF', 'EOF'],
  ['<<--', '-'],
  ['<<"a\'b"', "a'b"],
  ['<<"EOF', 'EOF'],
  ['<<E`OF', 'EOF'],
];

/** Lines of a heredoc's body. */
export const BODY_LINES: readonly string[] = [
  'echo $X',
  '# not a comment',
  '\tindented',
  '  EOF',
  '\tEOF',
  'EOF ',
  'FROM x',
  'a \\',
  '',
  '\r',
  '\udcff\udcfe',
  '<<EOF',
  '#!/usr/bin/env python3',
  'é\u2028',
  'E',
];

/** Directives and comments for the top of a file. */
export const TOPS: readonly string[] = [
  '# syntax=docker/dockerfile:1',
  '#syntax=x',
  '# escape=`',
  '#escape=`',
  '# escape = \\',
  '# ESCAPE=`',
  '# escape=x',
  '# escape=',
  '# check=skip=all;error=true',
  '#check=',
  '# a comment',
  '#',
  '',
  '  # escape=`',
  '\t#syntax = y ',
  '# unknown=x',
  '#!shebang',
  '#\u00a0escape=`',
  '# escape\u00a0=`',
  '# escape=`\v',
  '# escape=\v`',
  '#\udcff',
  '// syntax=x',
  '# syntax=é\udcff x ',
];

/** Places between the words of an instruction. */
export const GAPS: readonly string[] = [
  ...Array<string>(12).fill(' '),
  '  ',
  '\t',
  ' \\\n',
  ' \\\n  ',
  ' \\ \n',
  ' \\\n\n',
  ' \\\n# comment\n',
  ' \\\n  # indented\n\n',
  ' \\\n#\n',
  '\\\n',
  ' `\n',
  '\u00a0',
  '\u3000',
  '\v',
  '\f',
  ' \r',
  '',
];

/** Ends of lines. */
export const ENDS: readonly string[] = [
  ...Array<string>(14).fill('\n'),
  '\r\n',
  '\n\n',
  ' \n',
  '\n# a comment\n',
  '\n  # indented\n',
  '\n#\n',
  '\r',
  ' \\\n',
  ' \\',
  '\\\n\n',
  '\u2028',
  '\n\ufeff',
  '\n\u00a0',
  '',
];

/** Single characters and bytes for mutations. */
export const BYTES: readonly string[] = [
  ...'$"\'\\`#=[]{}<>-,;:/ \t\n\r\v\f\0\u0085\u00a0\u1680\u2028\u3000\ufeff\u00e9'.split(''),
  ...'\udcff \udca0 \udc85 \udcc3 \ufffd \u{1f600} ſ K İ ß'.split(' '),
];
