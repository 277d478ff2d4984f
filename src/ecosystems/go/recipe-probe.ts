import { posix } from 'node:path';
import { GO_BUILD_CACHE } from '../../knowledge/managers.ts';
import type { RecipeInput, Step } from '../../plan/types.ts';
import { healthTarget } from '../runtime-parts.ts';
import { cacheMount, keep, knownAs, run } from '../steps.ts';
import type { Compile } from './compile-types.ts';

/** How an image without a shell answers its health check. */
export interface GoHealth {
  /** The check's words. */
  readonly test: readonly string[];
  /** Which program of ours has to be there for it; undefined: the program asks itself. */
  readonly probe?: 'http' | 'https' | 'connect';
  readonly difference?: string;
}

/** Source of the health check's program in the build stage. */
export const PROBE_PATH = '/probe/main.go';
/** Where it lies in the image. */
export const PROBE = '/usr/local/bin/probe';

function imports(...packages: readonly string[]): string {
  return ['import (', ...packages.map((name) => `\t"${name}"`), ')'].join('\n');
}

const CONNECT = `package main

${imports('net', 'os', 'time')}

func main() {
	if _, err := net.DialTimeout("tcp", os.Args[1], 2*time.Second); err != nil {
		os.Exit(1)
	}
}`;

/** Asks one route; ends with 0 when the answer is 2xx. */
const HTTP = `package main

${imports('bufio', 'net', 'os', 'strings', 'time')}

func main() {
	conn, err := net.DialTimeout("tcp", os.Args[1], 2*time.Second)
	if err != nil {
		os.Exit(1)
	}
	conn.SetDeadline(time.Now().Add(2 * time.Second))
	conn.Write([]byte("GET " + os.Args[2] + " HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n"))
	line, _ := bufio.NewReader(conn).ReadString('\\n')
	if fields := strings.Fields(line); len(fields) < 2 || !strings.HasPrefix(fields[1], "2") {
		os.Exit(1)
	}
}`;

/** The same over TLS; the certificate is its own, so nobody vouches for it. */
const HTTPS = `package main

${imports('bufio', 'crypto/tls', 'net', 'os', 'strings', 'time')}

func main() {
	host, path, _ := strings.Cut(strings.TrimPrefix(os.Args[1], "https://"), "/")
	dialer := &net.Dialer{Timeout: 2 * time.Second}
	conn, err := tls.DialWithDialer(dialer, "tcp", host, &tls.Config{InsecureSkipVerify: true})
	if err != nil {
		os.Exit(1)
	}
	conn.SetDeadline(time.Now().Add(2 * time.Second))
	conn.Write([]byte("GET /" + path + " HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n"))
	line, _ := bufio.NewReader(conn).ReadString('\\n')
	if fields := strings.Fields(line); len(fields) < 2 || !strings.HasPrefix(fields[1], "2") {
		os.Exit(1)
	}
}`;

const SOURCES = { http: HTTP, https: HTTPS, connect: CONNECT };

/** The user's own check, in a form that needs neither shell nor curl; undefined when there is none. */
export function goHealth(
  input: RecipeInput,
  compile: Compile,
  workdir: string,
): GoHealth | undefined {
  const own = input.kept?.healthcheck;
  if (!own) return undefined;
  const itself = selfCheck(own.words ?? [], compile, workdir);
  if (itself) return { test: itself };
  if (own.connects && own.port !== undefined)
    return { test: [PROBE, `127.0.0.1:${own.port}`], probe: 'connect' };
  const target = healthTarget(input);
  if (!target) return undefined;
  const { port, route } = target;
  if (own.tls) return { test: [PROBE, `https://127.0.0.1:${port}${route}`], probe: 'https' };
  const changed = own.route === undefined;
  return {
    test: [PROBE, `127.0.0.1:${port}`, route],
    probe: 'http',
    ...(changed && {
      difference: `The health check of line ${own.line} (${own.text.trim().slice(0, 100)}) needs what the image does not have: GET ${route} on port ${port} is asked instead.`,
    }),
  };
}

/** `HEALTHCHECK CMD /app/server -health`: the program asks itself. */
function selfCheck(
  words: readonly string[],
  compile: Compile,
  workdir: string,
): readonly string[] | undefined {
  const [first = '', ...rest] = words;
  const paths = compile.programs.flatMap((one) => one.paths);
  const path = first.includes('/')
    ? paths.find((one) => one === posix.resolve(workdir, first))
    : paths.find((one) => posix.basename(one) === first);
  return path === undefined || path === PROBE ? undefined : [path, ...rest];
}

/** Writes and compiles the probe in the build stage. */
export function probeSteps(health: GoHealth | undefined, cross: boolean): readonly Step[] {
  if (health?.probe === undefined) return [];
  const why = { why: knownAs('health check without a shell') };
  const platform = cross ? 'GOOS=$TARGETOS GOARCH=$TARGETARCH ' : '';
  return [
    keep(`COPY <<"GO" ${PROBE_PATH}\n${SOURCES[health.probe]}\nGO`, {
      ...why,
      comment: ['The image has no curl: a small program asks for the health check.'],
    }),
    run(
      [`CGO_ENABLED=0 ${platform}go build -trimpath -ldflags="-s -w" -o /out/probe ${PROBE_PATH}`],
      [cacheMount(GO_BUILD_CACHE)],
      why,
    ),
  ];
}
