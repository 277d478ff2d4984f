import type { Elf } from '../../facts/binary.ts';
import type { Origin } from '../../facts/origin.ts';
import { GO_NATIVE } from '../../knowledge/go-modules.ts';
import { sonamesIn, sonamesOf, sonamesOfPackage } from '../../knowledge/libraries.ts';
import { architecture } from '../architecture.ts';
import { exists } from '../effect.ts';
import { type Options, valueOfOption } from '../options.ts';
import type { Environment } from '../types.ts';
import { goVariable } from './go-caches.ts';
import { type GoImports, importsOf, moduleAbove } from './go-imports.ts';

/**
 * Packages of the standard library that are linked to the C library where cgo is on: `net` asks its resolver,
 * `os/user` its account database (documentation of both); the others import them.
 */
const RESOLVER =
  /^(net|net\/(http|rpc|smtp|mail|textproto)(\/.*)?|crypto\/(tls|x509)|expvar|log\/syslog)$/;
const ACCOUNTS = /^os\/user$/;
/** Modules that import `net` from the package everyone imports: servers and clients of protocols. */
const NETWORK_MODULES =
  /^(github\.com\/(gin-gonic\/gin|labstack\/echo|gofiber\/fiber|go-chi\/chi|gorilla\/(mux|websocket)|valyala\/fasthttp|lib\/pq|jackc\/pgx|go-sql-driver\/mysql|redis\/go-redis|go-redis\/redis|nats-io\/nats\.go|segmentio\/kafka-go|julienschmidt\/httprouter|kataras\/iris|aws\/aws-sdk-go(-v2)?|prometheus\/client_golang\/prometheus\/promhttp)|google\.golang\.org\/grpc|go\.mongodb\.org\/mongo-driver|connectrpc\.com\/connect)(\/v\d+)?(\/pgxpool|\/stdlib|\/middleware|\/mongo)?$/;

/** What `go build` of the packages in `dirs` makes; undefined where it cannot be told. */
export function goBinary(
  env: Environment,
  options: Options,
  dirs: readonly string[],
  origin: Origin,
): Elf | undefined {
  const machine = goVariable(env, 'GOARCH');
  const system = goVariable(env, 'GOOS');
  if (isDoubtful(env, options)) return undefined;
  const [platform, own] = env.platform.split('/');
  const elf = { kind: 'elf' as const, libraries: [], origin };
  if (system !== undefined && system !== '' && system !== platform)
    return { ...elf, libc: 'static', machine: system };
  const foreign = machine !== undefined && machine !== '' && machine !== own;
  const cgo = usesCgo(env, foreign);
  const place = foreign ? { machine } : {};
  if (cgo === 'no') return { ...elf, libc: 'static', ...place };
  const libc = env.base?.os.libc;
  if (cgo !== 'yes' || foreign || (libc !== 'glibc' && libc !== 'musl')) return undefined;
  const flags = valueOfOption(options, '-ldflags') ?? '';
  if (/-extldflags?[= ]+["']?[^"']*-static\b/.test(flags)) return { ...elf, libc: 'static' };
  return linkedTo(env, options, importsOf(env, dirs, moduleAbove(env, dirs[0] ?? '/')), {
    ...elf,
    libc,
  });
}

const COMPUTED_FLAGS = /static|netgo|linkmode|\$\{?\w*(FLAGS|OPTS|ARGS|OPTIONS)/i;

/** Variables and options that change how is linked, and that nobody knows or that are not followed. */
function isDoubtful(env: Environment, options: Options): boolean {
  const names = ['CGO_ENABLED', 'GOOS', 'GOARCH', 'GOFLAGS', 'CC', 'CGO_LDFLAGS', 'GOARM'];
  const facts = names.map((name) => env.variable(name));
  if (facts.some((fact) => fact?.known === false)) return true;
  const set = (at: number): boolean => facts[at]?.known === true && facts[at].value !== '';
  if (
    set(4) ||
    set(5) ||
    (set(3) && facts[3]?.known === true && /-(tags|ldflags|buildmode)/.test(facts[3].value))
  )
    return true;
  // `go env -w` keeps its own settings.
  if (exists(env, `${env.home}/.config/go/env`) === 'yes') return true;
  const mode = options.flags.get('-buildmode');
  const [flags, tags] = [options.flags.get('-ldflags'), options.flags.get('-tags')];
  // Of computed flags those that carry a version are many; those that are named flags may say anything.
  const uncertain =
    (tags !== undefined && tags.value === undefined) ||
    (flags !== undefined && flags.value === undefined && COMPUTED_FLAGS.test(flags.text));
  return uncertain || (mode !== undefined && mode.value !== 'exe' && mode.value !== 'default');
}

/** Cgo is off where that is asked for, for another architecture, and where no C compiler is (since Go 1.20). */
function usesCgo(env: Environment, foreign: boolean): 'yes' | 'no' | 'unknown' {
  const asked = goVariable(env, 'CGO_ENABLED');
  if (asked === '0') return 'no';
  if (foreign) return asked === '1' ? 'unknown' : 'no';
  if (asked === '1') return 'yes';
  const compiler = env.find('gcc').is;
  const version = env.base?.runtime?.language === 'go' ? env.base.runtime.version : undefined;
  const isOld = version !== undefined && /^1\.(\d|1\d)(\.|$)/.test(version);
  return compiler === 'no' && isOld ? 'unknown' : compiler;
}

function linkedTo(
  env: Environment,
  options: Options,
  imports: GoImports,
  dynamic: Elf,
): Elf | undefined {
  const tags = (valueOfOption(options, '-tags') ?? '').split(/[\s,]+/);
  const paths = [...imports.paths];
  const natives = GO_NATIVE.filter(({ path }) =>
    paths.some((one) => one === path || one.startsWith(`${path}/`)),
  );
  const external = /-linkmode[= ]+["']?external/.test(valueOfOption(options, '-ldflags') ?? '');
  const resolver = paths.some((one) => RESOLVER.test(one) || NETWORK_MODULES.test(one));
  const certain =
    external ||
    paths.includes('C') ||
    natives.length > 0 ||
    (resolver && !tags.includes('netgo')) ||
    (paths.some((one) => ACCOUNTS.test(one)) && !tags.includes('osusergo'));
  // What modules of others import is not known, but those that need nothing of C are many.
  if (!certain) return undefined;
  const libraries = [
    ...imports.flags.flatMap((word) => sonamesOf(/^-l([\w.+-]+)$/.exec(word)?.[1] ?? '')),
    ...imports.packages.flatMap(sonamesOfPackage),
    ...(env.base?.os.libc === 'glibc'
      ? natives.flatMap(({ runtime }) => runtime.flatMap(sonamesIn))
      : []),
  ];
  return {
    ...dynamic,
    libraries: architecture(env, 'debian') === undefined ? [] : [...new Set(libraries)],
  };
}
