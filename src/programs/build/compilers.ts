import type { Elf } from '../../facts/binary.ts';
import type { Change } from '../../facts/image.ts';
import { sonamesOf, sonamesOfPackage } from '../../knowledge/libraries.ts';
import { effectBy, effectOf, originOf, putFile, underCwd } from '../effect.ts';
import type { Argument, Command, Environment, Program } from '../types.ts';

/** Options of compilers and linkers whose value may be the next word. */
const VALUES = new Set(
  '-I -L -x -include -isystem -iquote -idirafter -D -U -T -u -Xlinker -Xassembler -Xpreprocessor -MF -MT -MQ -arch -target -isysroot -z -m -e -h -soname -rpath -dynamic-linker -Ttext -Tdata --param -aux-info -framework -l -A -B'.split(
    ' ',
  ),
);
/** Drivers that link a program unless they are told not to. */
const DRIVERS =
  /^((x86_64|aarch64)-linux-gnu-)?(gcc|g\+\+|cc|c\+\+|c99|c89|clang|clang\+\+|musl-gcc)(-\d+)?$/;
/** What makes something else than a program that starts by itself. */
const NO_PROGRAM =
  /^(-c|-S|-E|-M|-MM|-shared|-r|-nostdlib|-nostartfiles|-ffreestanding|-fsyntax-only|-m32|-mx32|--target=.*|--sysroot.*|-target|-Wl,.*(rpath|dynamic-linker|-Bstatic).*|-rpath|-B.*|@.*)$/;
const PARTLY_STATIC = /^-Wl,.*static|^-l:/;
const SOURCE = /\.(c|cc|cpp|cxx|C|c\+\+|m|mm|s|S|o|a)$/;

/** Compilers, assemblers and linkers: what they make is where `-o` says. */
export const compilers: Program = {
  names: [
    'gcc',
    'g++',
    'cc',
    'c++',
    'c89',
    'c99',
    'clang',
    'clang++',
    'xx-clang',
    'xx-clang++',
    'musl-gcc',
    'tcc',
    'gfortran',
    'ld',
    'gold',
    'lld',
    'as',
    'nasm',
    'yasm',
    'rustc',
    'protoc',
    'javac',
    'kotlinc',
    'scalac',
    'nvcc',
    'objcopy',
    'ranlib',
    'dlltool',
    'windres',
  ],
  effect(command, env) {
    const quiet =
      /^(--version|-v|-V|-dumpmachine|-dumpversion|-print-.*|--print-.*|--setup-target-triple)$/;
    if (command.args.some((arg) => quiet.test(arg.value ?? ''))) return effectOf();
    const { output, goal } = outputOf(command);
    const operands = operandsOf(command);
    if (output === undefined && operands.length === 0) return effectOf();
    const because = originOf(command);
    const path = goal === undefined ? undefined : underCwd(env, goal);
    const elf = linked(command, env);
    if (output === undefined || ['javac', 'kotlinc', 'scalac', 'protoc'].includes(command.name))
      // Without a name what is made lies beside the sources, or where some other option says.
      return effectOf({
        changes:
          elf && env.cwd !== undefined ? [program(command, env, `${env.cwd}/a.out`, elf)] : [],
        havoc: [{ path: '/', because }],
        spread: { low: 0, high: 100e6, basis: 'unknown' },
      });
    return effectBy(command, env, path === undefined ? [output] : [], {
      changes:
        path === undefined || path.startsWith('/dev/') ? [] : [program(command, env, path, elf)],
      // Listings and dependency files beside it.
      havoc: [{ path: env.cwd ?? '/', because }],
    });
  },
};

function program(command: Command, env: Environment, path: string, elf: Elf | undefined): Change {
  const mode = { mode: { known: true as const, value: 0o755, origin: originOf(command) } };
  const size = { low: 500, high: 100e6, basis: 'unknown' as const };
  return putFile(command, env, path, { size, ...mode, ...(elf ? { binary: elf } : {}) });
}

function outputOf({ args }: Command): { output?: Argument; goal?: string } {
  const at = args.findIndex((arg) => arg.value === '-o');
  const joined = args.find((arg) => /^-o./.test(arg.value ?? '') && arg.value !== '-object');
  const output = at >= 0 ? args[at + 1] : joined;
  const goal = at >= 0 ? output?.value : output?.value?.slice(2);
  return { ...(output ? { output } : {}), ...(goal === undefined ? {} : { goal }) };
}

function operandsOf({ args }: Command): Argument[] {
  return args.filter(
    (arg, index) =>
      !(arg.value ?? arg.text).startsWith('-') && !VALUES.has(args[index - 1]?.value ?? ''),
  );
}

/** What a compiler's driver links; undefined where it makes no program, or one that cannot be told. */
function linked(command: Command, env: Environment): Elf | undefined {
  const { args, name } = command;
  if (!DRIVERS.test(name)) return undefined;
  const words = args.map((arg) => arg.value);
  if (words.some((word) => word !== undefined && NO_PROGRAM.test(word))) return undefined;
  // Static in part, or by the linker's own options.
  if (words.some((word) => word !== undefined && PARTLY_STATIC.test(word))) return undefined;
  const packages = args
    .filter(({ value }) => value === undefined)
    .map(({ text }) => librariesBehind(text));
  if (packages.includes(undefined)) return undefined;
  const system = env.base?.os.libc;
  const libc = name.startsWith('musl') ? 'musl' : system;
  const cross = machineNamed(name);
  if (libc !== 'glibc' && libc !== 'musl') return undefined;
  // `COPY . .` may have brought anything, but only sources and objects are linked into a program.
  const sources = operandsOf(command)
    .map(({ value }) => value)
    .filter((one) => one !== undefined);
  const isStatic = words.some(
    (word) => word === '-static' || word === '--static' || word === '-static-pie',
  );
  const asNeeded = libc === 'musl' || words.some((word) => word?.includes('--as-needed') === true);
  return {
    kind: 'elf',
    libc: isStatic ? 'static' : libc,
    libraries: [
      ...new Set([
        ...(isCxx(name) &&
        !words.includes('-static-libstdc++') &&
        sources.some((one) => SOURCE.test(one))
          ? ['libstdc++.so.6']
          : []),
        ...(words.includes('-fopenmp') ? ['libgomp.so.1'] : []),
        ...(asNeeded
          ? []
          : words.flatMap((word) => sonamesOf(/^-l([\w.+-]+)$/.exec(word ?? '')?.[1] ?? ''))),
        ...(asNeeded
          ? []
          : words.flatMap((word, at) => (words[at - 1] === '-l' ? sonamesOf(word ?? '') : []))),
        ...(asNeeded ? [] : packages.flatMap((one) => one ?? [])),
      ]),
    ],
    ...(cross === undefined ? {} : { machine: cross }),
    origin: originOf(command),
  };
}

function isCxx(name: string): boolean {
  return name.includes('++');
}

function machineNamed(name: string): string | undefined {
  if (name.startsWith('aarch64-')) return 'arm64';
  return name.startsWith('x86_64-') ? 'amd64' : undefined;
}

/** The libraries of `$(pkg-config --libs …)` and `$(pg_config …)`; undefined: some other computed word. */
function librariesBehind(text: string): readonly string[] | undefined {
  const names =
    /^["']?(?:\$\(|`)\s*pkg(?:-config|conf)\s+((?:--(?:libs|cflags)\s+)+)([\w.+ -]+?)\s*(?:\)|`)["']?$/.exec(
      text,
    );
  if (names)
    return names[1]?.includes('--libs') === true
      ? (names[2] ?? '').split(/\s+/).flatMap(sonamesOfPackage)
      : [];
  return /^["']?(?:\$\(|`)\s*(pg|mysql|xml2|curl|sdl2?)[_-]config\s+--(includedir|libdir|cflags|include)\s*(?:\)|`)["']?$/.test(
    text,
  )
    ? []
    : undefined;
}
