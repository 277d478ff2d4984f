import type { Need } from '../../facts/need.ts';
import { effectOf, needFile, underCwd, unreadCode } from '../effect.ts';
import { optionSpec, splitOptions, valueOfOption } from '../options.ts';
import { needTargets } from './make-target.ts';
import type { Command, Environment, Program } from '../types.ts';

const MAKE = optionSpec(
  `-B --always-make -C= --directory= -d --debug? -e --environment-overrides -f= --file= --makefile= -h --help -i --ignore-errors -I= --include-dir= -j? --jobs? -k --keep-going -l? --load-average? -L
  -n --just-print --dry-run --recon -o= --old-file= -O? --output-sync? -p --print-data-base -q --question -r --no-builtin-rules -R --no-builtin-variables -s --silent --quiet -S --no-keep-going --no-print-directory --trace -t --touch
  -v --version -w --print-directory --no-silent -W= --what-if= --warn-undefined-variables -b -m --eval= --shuffle?`,
);

/** make: runs what the makefile says. */
export const make: Program = {
  names: ['make', 'gmake', 'bmake', 'nmake'],
  effect(command, env) {
    const options = splitOptions(command.args, MAKE);
    if (options.flags.has('-v') || options.flags.has('--version')) return effectOf();
    const inside = options.flags.get('-C') ?? options.flags.get('--directory');
    const dir = inside ? inside.value && underCwd(env, inside.value) : env.cwd;
    const file = valueOfOption(options, '-f', '--file', '--makefile');
    const place = dir === undefined ? undefined : { ...env, cwd: dir };
    const needs = place ? needMakefile(command, place, file, options.operands.length === 0) : [];
    const targets = place ? needTargets(command, place, file, options.operands) : [];
    return {
      ...unreadCode(command, env, { needs: [...needs, ...targets] }),
      ...strangeness(options.strange),
    };
  },
};

/** Without a target make needs its file; with one it may have a rule of its own for it. */
function needMakefile(
  command: Command,
  env: Environment,
  file: string | undefined,
  whole: boolean,
): Need[] {
  if (file !== undefined) return file === '-' ? [] : [needFile(command, env, file)];
  if (!whole) return [];
  const all = ['Makefile', 'makefile', 'GNUmakefile'].map((name) => needFile(command, env, name));
  const best = all.find((one) => one.met === 'yes') ?? all.find((one) => one.met === 'unknown');
  return best ? [best] : all.slice(0, 1);
}

function strangeness(strange: readonly { readonly text: string }[]): {
  readonly understood?: false;
  readonly strange?: readonly string[];
} {
  return strange.length === 0 ? {} : { understood: false, strange: strange.map((one) => one.text) };
}

/** Build programs that read what to do from the project: anything may come of it. */
export const builders: Program = {
  names: [
    'cmake',
    'ctest',
    'cpack',
    'ninja',
    'ninja-build',
    'meson',
    'configure',
    'Configure',
    'config',
    'autogen.sh',
    'autoreconf',
    'autoconf',
    'automake',
    'aclocal',
    'autoheader',
    'libtoolize',
    'buildconf',
    'bootstrap',
    'bootstrap.sh',
    'phpize',
    'qmake',
    'scons',
    'waf',
    'bazel',
    'bazelisk',
    'buck',
    'buck2',
    'pants',
    'ant',
    'task',
    'just',
    'mage',
    'goreleaser',
    'rake',
    'gyp',
    'b2',
    'bjam',
    'conan',
    'vcpkg',
    'checkinstall',
    'dpkg-buildpackage',
    'debuild',
    'rpmbuild',
    'abuild',
    'makepkg',
    'emerge',
    'brew',
    'nix-env',
    'nix-build',
    'nix',
    'nix-channel',
    'nix-shell',
    'vagrant',
    'ansible-playbook',
    'ansible-galaxy',
    'puppet',
    'chef-client',
    'docker',
    'docker-compose',
    'podman',
    'buildah',
    'kubectl',
    'helm',
    'terraform',
    'gcloud',
    'aws',
    'az',
    'swift',
    'zig',
    'crystal',
    'shards',
    'nim',
    'nimble',
    'dub',
    'luarocks',
    'lein',
    'clojure',
    'clj',
    'boot',
    'sbt',
    'mill',
    'stack',
    'cabal',
    'ghc',
    'ghcup',
    'opam',
    'dune',
    'rebar3',
    'flutter',
    'dart',
    'pub',
    'julia',
    'R',
    'Rscript',
    'r',
    'octave',
    'tlmgr',
    'msbuild',
    'nuget',
    'mono',
    'wine',
    'gdb',
    'valgrind',
  ],
  effect(command, env) {
    if (command.args.some((arg) => arg.value === '--version')) return effectOf();
    return unreadCode(command, env);
  },
};
