import { listeningPort, startedWords } from '../../../image-model/run-check/run-check.ts';
import { type Sight, defineRule } from '../../define-rule.ts';
import { failures } from '../../failing.ts';
import type { Rule, RuleInput } from '../../types.ts';

interface PortSight extends Sight {
  /** As far as the port. */
  readonly url: string;
  readonly listens: number;
}

/** A HEALTHCHECK asks another port than the one the server listens on. */
export const rule: Rule = defineRule<PortSight>({
  id: 'correctness/healthcheck-port',
  aliases: [],
  severity: 'error',
  summary: 'The health check asks a port on which nothing listens.',
  find: (input) => find(input),
  say: ({ url, listens }) =>
    `The check asks ${url}, but the container's command listens on port ${listens}: the check fails every time, and the container counts as unhealthy. Ask port ${listens}, or start the server on the other.`,
});

const URL =
  /(https?):\/\/(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1?\])(?::(\d{1,5}))?(?![\w.:$-])/g;

function find(input: RuleInput): PortSight[] {
  const { result } = input.trace;
  const check = result?.config.healthcheck;
  const at = check?.origin.at;
  if (!result || !check || check.none || at === undefined || failures(input).length > 0) return [];
  const text = input.file.text.slice(at.start, at.end);
  const urls = [...text.matchAll(URL)];
  const [first] = urls;
  // Of two places one may answer; and a variable may be a port, too.
  if (first === undefined || new Set(urls.map(portOf)).size > 1 || /:\$|:\{/.test(text)) return [];
  const listens = listeningPort(result, input.file) ?? portOfApplication(input);
  if (listens === undefined || listens === portOf(first)) return [];
  const start = at.start + first.index;
  return [{ span: { start, end: start + first[0].length }, url: first[0], listens }];
}

/** Programs that run the application's own code. */
const RUNNERS = /^(node|nodejs|bun|deno|npm|yarn|pnpm|python[\d.]*)$/;

/** The port that the application's code names, or takes from a variable that the image sets or leaves alone. */
function portOfApplication({ application, trace, file }: RuleInput): number | undefined {
  const { result } = trace;
  const port = application?.port;
  if (!result || port?.confidence !== 'certain' || port.conflicts !== undefined) return undefined;
  const words = startedWords(result, file);
  const [program = '', ...rest] = words ?? [];
  if (!RUNNERS.test(program.split('/').at(-1) ?? '')) return undefined;
  // A number among its words may be a port.
  if (rest.some((word) => /(^|[:=])\d{2,5}$|port/i.test(word))) return undefined;
  const variable = application?.portVariable?.value;
  const set = variable === undefined ? undefined : result.config.env.get(variable);
  if (set === undefined) return port.value;
  return set.known && /^\d+$/.test(set.value) ? Number(set.value) : undefined;
}

function portOf([, scheme, port]: RegExpMatchArray): number {
  return port === undefined ? (scheme === 'https' ? 443 : 80) : Number(port);
}
