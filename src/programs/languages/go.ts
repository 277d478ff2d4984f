import type { Bytes } from '../../facts/bytes.ts';
import {
  childPath,
  effectBy,
  effectOf,
  needAbove,
  nothing,
  originOf,
  putFile,
  unknownEffect,
  unreadCode,
} from '../effect.ts';
import { type Options, optionSpec, splitOptions } from '../options.ts';
import { lastPart } from '../paths.ts';
import type { Argument, Command, Environment, Program, ProgramEffect } from '../types.ts';
import { build } from './go-build.ts';
import { needGo } from './go-version.ts';
import { buildCache, caches, goVariable, moduleCache } from './go-caches.ts';

/** Of all commands of Go 1.26 that build. */
const OPTIONS = optionSpec(
  `-a -n -v -x -i -u -t -d -json -race -msan -asan -cover -covermode= -coverpkg= -coverprofile= -work -trimpath -linkshared -modcacherw -asmflags= -buildmode= -buildvcs -compiler= -gccgoflags= -gcflags= -installsuffix= -ldflags= -mod= -modfile= -overlay= -p= -pgo= -pkgdir= -tags= -toolexec= -o= -C=
  -run= -count= -timeout= -short -failfast -bench= -benchtime= -benchmem -parallel= -cpu= -list= -skip= -vet= -c -exec= -args -fuzz= -fuzztime= -cpuprofile= -memprofile= -outputdir= -shuffle= -fix -insecure -f= -m -e -deps -find -compiled -export -test -retracted -versions -cache -modcache -testcache -fuzzcache -r -w -changed -go= -compat= -diff -reuse= -tool -require= -replace= -dropreplace= -droprequire= -print -h -help`,
  { single: true },
);
/** The go command. */
export const go: Program = {
  names: ['go', 'xx-go'],
  effect(command, env) {
    const [action, ...rest] = command.args;
    const options = splitOptions(dashes(rest), OPTIONS);
    switch (action?.value) {
      case 'build':
        return build(command, env, options);
      case 'install':
        return installed(command, env, options);
      case 'mod':
        return modules(command, env, rest[0]?.value);
      case 'get':
        return fetched(command, env);
      case 'test':
      case 'vet':
      case 'run':
      case 'generate':
        // What `go vet` does not, the others do: they run code of the project.
        if (action.value === 'vet')
          return effectBy(command, env, options.strange, caches(command, env, true));
        return unreadCode(
          command,
          env,
          action.value === 'generate' ? {} : caches(command, env, true),
        );
      case 'clean':
        return nothing({
          changes: [
            ...(rest.some((arg) => arg.value === '-cache')
              ? [{ do: 'empty' as const, path: buildCache(env), origin: originOf(command) }]
              : []),
            ...(rest.some((arg) => arg.value === '-modcache')
              ? [{ do: 'remove' as const, path: moduleCache(env), origin: originOf(command) }]
              : []),
          ],
        });
      case 'env':
        return effectOf({
          changes: rest.some((arg) => arg.value === '-w' || arg.value === '-u')
            ? [putFile(command, env, `${env.home}/.config/go/env`)]
            : [],
        });
      case 'list':
        return effectOf({ ...caches(command, env, false), network: 'unknown' });
      case 'version':
      case 'fmt':
      case 'help':
      case 'doc':
      case 'fix':
        return effectOf();
      case 'tool':
      case 'work':
      case 'telemetry':
        return unreadCode(command, env);
      default:
        return unknownEffect(command, env, {}, action ? [action] : []);
    }
  },
};

/** Go takes two dashes for one; what stands behind the program of `go run` is that program's. */
function dashes(args: readonly Argument[]): Argument[] {
  return args.map((arg) =>
    arg.value?.startsWith('--') === true && arg.value.length > 2
      ? { ...arg, value: arg.value.slice(1) }
      : arg,
  );
}

function modules(command: Command, env: Environment, action: string | undefined): ProgramEffect {
  if (action === 'init' || action === 'edit')
    return effectOf({
      changes: env.cwd === undefined ? [] : [putFile(command, env, childPath(env.cwd, 'go.mod'))],
    });
  return effectOf({
    ...caches(command, env, false),
    needs: [needAbove(command, env, ['go.mod']), ...needGo(command, env, env.cwd)],
  });
}

/** `go get`: inside a module it adds to it, before Go 1.22 outside of one it built into GOPATH. */
function fetched(command: Command, env: Environment): ProgramEffect {
  const because = originOf(command);
  return effectOf({
    ...caches(command, env, true),
    havoc: [{ path: goVariable(env, 'GOPATH') ?? `${env.home}/go`, because }],
    network: 'yes',
  });
}

function installed(command: Command, env: Environment, options: Options): ProgramEffect {
  const bin = goVariable(env, 'GOBIN') ?? `${goVariable(env, 'GOPATH') ?? `${env.home}/go`}/bin`;
  const origin = originOf(command);
  const kept = caches(command, env, true);
  const names = options.operands.flatMap((one) => {
    const path = packageOf(one);
    // A package of the module at hand is named by its go.mod, or its directory.
    return path === undefined || path.includes('...') || path.startsWith('.')
      ? []
      : [lastPart(path.replace(/\/v\d+$/, ''))];
  });
  const size: Bytes = { low: 1_500_000, high: 60e6, basis: 'typical' };
  // `go install pkg@$VERSION`: where its version alone is computed, its name is known all the same.
  const unnamed = options.operands.filter(
    (one) => one.value === undefined && packageOf(one) === undefined,
  );
  return effectBy(command, env, [...options.strange, ...unnamed], {
    ...kept,
    network: 'yes',
    changes: [
      ...kept.changes,
      ...names.map((name) =>
        putFile(command, env, childPath(bin, name), {
          size,
          mode: { known: true, value: 0o755, origin },
        }),
      ),
    ],
    havoc: [{ path: bin, because: origin }],
  });
}

/** The package of an operand without its version. */
function packageOf(one: Argument): string | undefined {
  return one.value === undefined
    ? /^"?([\w./-]+)@/.exec(one.text)?.[1]
    : one.value.replace(/@.*$/, '');
}
