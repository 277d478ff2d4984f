import type { Evidence } from '../facts/project.ts';
import { cacheMount, config, copy, knownAs, run } from './steps.ts';
import { MANAGERS } from '../knowledge/managers.ts';
import type { ConfigDelta, PlanStage, RecipeInput, Step } from '../plan/types.ts';

/** Where tini lies in Debian and Alpine. */
const TINI = { debian: '/usr/bin/tini', alpine: '/sbin/tini' };

/** A small init for programs that do not end on SIGTERM as PID 1. */
export interface Init {
  readonly stage: PlanStage;
  readonly copy: Step;
  readonly entrypoint: readonly string[];
}

/** Takes tini from the distribution the build stage is based on; the image gets the one file. */
export function initOf(from: string): Init {
  const alpine = from.includes('alpine');
  const apt = MANAGERS['apt'];
  const path = alpine ? TINI.alpine : TINI.debian;
  const why = { why: knownAs('a process with number 1 ignores SIGTERM unless it handles it') };
  const install = alpine
    ? run(['apk add --no-cache tini'], [], why)
    : run(
        [
          'rm -f /etc/apt/apt.conf.d/docker-clean',
          'apt-get update',
          'apt-get install -y --no-install-recommends tini',
        ],
        (apt?.caches ?? []).map((cache) => cacheMount(cache, 'locked')),
        why,
      );
  return {
    stage: {
      id: 'init',
      from,
      comment: ['The program does not handle SIGTERM itself: a small init does.'],
      steps: [install],
    },
    copy: copy({ from: 'init', sources: [path], to: '/usr/bin/tini' }, why),
    entrypoint: ['/usr/bin/tini', '--'],
  };
}

/** Whether the program needs an init before it: it does not end on SIGTERM, or the user has one. */
export function wantsInit(input: RecipeInput): boolean {
  return input.kept?.init === true || !input.application.handlesSigterm.value;
}

export interface HealthTarget {
  readonly port: number;
  readonly route: string;
  readonly why: readonly Evidence[];
}

/** What can stand in a quoted string of any language. */
const PLAIN_ROUTE = /^\/[\w./~%?=&:@+-]*$/;

/** Port and route to ask: the user's own check first, then what was detected. */
export function healthTarget(input: RecipeInput): HealthTarget | undefined {
  const { application, kept } = input;
  const own = kept?.healthcheck;
  const port = own?.port ?? portOf(input);
  const route = own?.route ?? application.health?.value;
  if (port === undefined || route === undefined || !PLAIN_ROUTE.test(route)) return undefined;
  const why = own ? [{ file: 'Dockerfile', line: own.line }] : (application.health?.evidence ?? []);
  return { port, route, why };
}

/** The port the program listens on: what the user's PORT says, the code, else the first EXPOSE. */
export function portOf(input: RecipeInput): number | undefined {
  const { application, kept } = input;
  const variable = application.portVariable?.value;
  const set = kept?.env.find(([name]) => name === variable)?.[1];
  if (set !== undefined && /^\d+$/.test(set)) return Number(set);
  const exposed = kept?.expose[0] && /^\d+/.exec(kept.expose[0])?.[0];
  return application.port?.value ?? (exposed ? Number(exposed) : undefined);
}

/** A health check step that keeps the user's intervals. */
export function healthStep(
  input: RecipeInput,
  test: readonly string[],
  why: readonly Evidence[],
): Step {
  const own = input.kept?.healthcheck?.options ?? {};
  const retries = Number(own['retries']);
  return config(
    {
      healthcheck: {
        test,
        interval: own['interval'] ?? '30s',
        timeout: own['timeout'] ?? '3s',
        startPeriod: own['start-period'] ?? '10s',
        retries: Number.isInteger(retries) && retries > 0 ? retries : 3,
      },
    },
    { why, certainty: 'shown' },
  );
}

/** The probe to give to an orchestrator, as Kubernetes spells it. */
export function probeText(input: RecipeInput): string | undefined {
  const target = healthTarget(input);
  if (target) return `httpGet: {path: ${target.route}, port: ${target.port}}`;
  const port = portOf(input);
  return port === undefined ? undefined : `tcpSocket: {port: ${port}}`;
}

/** EXPOSE, VOLUME, LABEL and STOPSIGNAL of the user, with what the project adds. */
export function describe(
  input: RecipeInput,
  labels: readonly (readonly [string, string])[],
): readonly Step[] {
  const { application, kept } = input;
  const steps: Step[] = [];
  const own = new Set((kept?.labels ?? []).map(([name]) => name));
  const all = [...(kept?.labels ?? []), ...labels.filter(([name]) => !own.has(name))];
  if (all.length > 0) steps.push(config({ labels: all }, { why: knownAs('labels') }));
  const expose = exposedPorts(input);
  if (expose.length > 0) {
    steps.push(config({ expose }, { why: application.port?.evidence ?? knownAs('EXPOSE') }));
  }
  const rest: ConfigDelta = {
    ...(kept && kept.volumes.length > 0 && { volumes: kept.volumes }),
    ...(kept?.stopSignal !== undefined && { stopSignal: kept.stopSignal }),
  };
  if (Object.keys(rest).length > 0)
    steps.push(config(rest, { why: knownAs('VOLUME, STOPSIGNAL') }));
  return steps;
}

function exposedPorts(input: RecipeInput): readonly string[] {
  if (input.kept && input.kept.expose.length > 0) return input.kept.expose;
  const port = input.application.workload.value === 'web' ? input.application.port : undefined;
  return port ? [String(port.value)] : [];
}

/** OCI labels that the project's own description gives evidence for. */
export function ociLabels(
  facts: Readonly<Record<string, unknown>>,
): readonly (readonly [string, string])[] {
  const names = ['title', 'description', 'version', 'source', 'licenses'];
  return names.flatMap((name) => {
    const value = facts[name];
    const fits =
      typeof value === 'string' && value !== '' && value.length < 300 && !/[\r\n]/.test(value);
    return fits ? [[`org.opencontainers.image.${name}`, literal(value)] as const] : [];
  });
}

/** Text that Docker's word expansion leaves as it is. */
export function literal(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('$', '\\$');
}

/** Makes the account the image runs as, with a home directory, in an image that has a shell. */
export function accountStep(account: string, alpine: boolean): Step {
  const [user = '', group = user] = account.split(':');
  const commands = alpine
    ? [`addgroup -g ${group} -S app`, `adduser -u ${user} -S -D -G app app`]
    : [`groupadd --gid ${group} app`, `useradd --uid ${user} --gid ${group} --create-home app`];
  return run(commands, [], { why: knownAs('an account without rights') });
}

/** The numeric account: the user's own number where there was one. */
export function accountOf(
  input: RecipeInput,
  standard: string,
  names: Readonly<Record<string, string>> = {},
): string {
  const own = input.kept?.user;
  if (own === undefined) return standard;
  const [user = '', group] = own.split(':');
  if (names[user]) return names[user];
  if (/^\d+$/.test(user) && user !== '0') return group && /^\d+$/.test(group) ? own : user;
  return standard;
}
