import type { Application, Evidence, Found, ProjectFacts } from '../facts/project.ts';
import { type Colors, type ReportOptions, colors, escapeControl, pad, wrap } from './style.ts';

/** What was detected, one line a fact, with where it was read. */
export function detectTerminal(project: ProjectFacts, options: ReportOptions): string {
  const c = colors(options.color);
  const blocks = project.applications.map((app) => application(app, c, options.width));
  if (blocks.length === 0)
    blocks.push([
      'No application was found here: no package.json, requirements.txt, pyproject.toml or go.mod.',
    ]);
  const files = [
    line('Dockerfiles', project.dockerfiles),
    line('Compose files', project.composeFiles),
  ].filter((one) => one !== '');
  if (files.length > 0) blocks.push(files);
  const problems = project.problems.map((problem) =>
    c.yellow(`! ${at(problem)}: ${escapeControl(problem.message)}`),
  );
  if (problems.length > 0) blocks.push(problems);
  return `${blocks.map((block) => block.join('\n')).join('\n\n')}\n`;
}

function line(title: string, values: readonly string[]): string {
  return values.length === 0 ? '' : `${title}: ${values.map(escapeControl).join(', ')}`;
}

type Row = readonly [name: string, found: Found<unknown> | undefined, value?: string | undefined];

function application(app: Application, c: Colors, width: number): string[] {
  const title = `${c.bold(escapeControl(app.name))} ${c.dim(`(${escapeControl(app.path)})`)}`;
  return [title, ...rows(app).flatMap((row) => print(row, c, width)), ...notes(app, c, width)];
}

function rows(app: Application): readonly Row[] {
  return [
    ['language', app.language],
    ['version', app.version],
    ['manager', app.manager],
    ['lockfile', app.lockfile],
    ['framework', app.framework],
    ['workload', app.workload],
    [
      'build',
      app.build,
      app.build &&
        [app.build.value.command, ...app.build.value.outputs.map((out) => `→ ${out}`)].join(' '),
    ],
    ['start', app.start, app.start?.value.argv.join(' ')],
    ['port', app.port],
    ['port variable', app.portVariable],
    ['binds', app.bind],
    ['health', app.health],
    ...many('route', app.routes),
    ...many('service', app.services),
    ...many('starts', app.programs),
    ...many('writes', app.writes),
    ...many('reads', app.reads),
    ...app.native.map((one): Row => ['native', one, one.value.name]),
    ...app.environment.map((one): Row => [
      'environment',
      one,
      `${one.value.name}${one.value.required ? ' (required)' : ''}`,
    ]),
    ['ends on SIGTERM', app.handlesSigterm, app.handlesSigterm.value ? 'yes' : 'no'],
  ];
}

/** The first few of a list; the JSON form has them all. */
function many(name: string, all: readonly Found<string>[]): readonly Row[] {
  const shown = all.slice(0, 8).map((one): Row => [name, one]);
  const first = all[0];
  return all.length > shown.length && first !== undefined
    ? [...shown, [name, { ...first, evidence: [] }, `… and ${all.length - shown.length} more`]]
    : shown;
}

function print([name, found, value]: Row, c: Colors, width: number): string[] {
  if (found === undefined) return [];
  const text = escapeControl(value ?? String(found.value));
  const sure = found.confidence === 'certain' ? '' : c.yellow(` ${found.confidence}`);
  const where = found.evidence.slice(0, 2).map(evidence).join('; ');
  const conflicts = (found.conflicts ?? []).map((other) =>
    c.yellow(
      `${' '.repeat(18)}but ${escapeControl(String(other.value))}: ${other.evidence.map(evidence).join('; ')}`,
    ),
  );
  return [
    `  ${c.dim(pad(name, 16))}${text}${sure}${where === '' ? '' : c.dim(`  ${clip(where, width)}`)}`,
    ...conflicts,
  ];
}

function clip(text: string, width: number): string {
  const most = Math.max(40, width - 30);
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

function evidence(one: Evidence): string {
  return `${at(one)}${one.key === undefined ? '' : ` ${escapeControl(one.key)}`}`;
}

function at(place: { readonly file: string; readonly line?: number }): string {
  return escapeControl(place.line === undefined ? place.file : `${place.file}:${place.line}`);
}

function notes(app: Application, c: Colors, width: number): string[] {
  return app.notes.flatMap((note) => {
    const [first = '', ...rest] = wrap(escapeControl(note), width - 4);
    return [c.yellow(`  ! ${first}`), ...rest.map((more) => c.yellow(`    ${more}`))];
  });
}
