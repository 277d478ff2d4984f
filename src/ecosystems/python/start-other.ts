import type { Found } from '../../facts/project.ts';
import { evidence, firstOf, found } from '../../project/evidence.ts';
import { withoutDirectories } from './hints.ts';
import { baseName, relativeTo } from '../../project/paths.ts';
import { type PyModule, callsOf } from './module.ts';
import { importPath } from './project.ts';
import { type StartInput, type Started, writtenPorts } from './start.ts';

/** `streamlit run`, which serves a script. */
export function startStreamlit(input: StartInput): Started | undefined {
  const scripts = input.project.modules.filter(
    (one) =>
      one.imports.has('streamlit') ||
      [...one.imports.values()].some((imported) => imported.module.split('.')[0] === 'streamlit'),
  );
  const named = input.written.flatMap((one) =>
    one.words.filter((word) => word.endsWith('.py')).flatMap(withoutDirectories),
  );
  const best = byName(
    scripts.filter((one) => !/(?:^|\/)(?:pages|components|utils?|lib)\//.test(one.file)),
    [...named, 'streamlit_app.py', 'app.py', 'main.py', 'Home.py', 'home.py'],
    input.project.dir,
  );
  if (best === undefined) return undefined;
  const entry = relativeTo(input.project.dir, best.file) ?? best.file;
  const port =
    firstOf(writtenPorts(input)) ??
    found(8501, 'likely' as const, evidence(best.file, 1, 'default of streamlit'));
  const argv = [
    'streamlit',
    'run',
    entry,
    '--server.address=0.0.0.0',
    `--server.port=${port.value}`,
    '--server.headless=true',
  ];
  const at = evidence(best.file, 1, 'import streamlit');
  return {
    start: found({ argv, entry }, 'likely', at),
    port,
    bind: found('0.0.0.0', 'certain', at),
    workload: 'web',
    handlesSigterm: found(true, 'likely', evidence(best.file, 1, 'streamlit stops on SIGTERM')),
    notes: [],
  };
}

/** Django without a server: its own, which is for development only. */
export function startDjango(input: StartInput): Started | undefined {
  const { django } = input;
  if (django === undefined) return undefined;
  const address = input.written
    .flatMap((one) => (one.words.includes('runserver') ? one.words.slice(-1) : []))
    .map((word) => /^(?:[\w.[\]]*:)?(\d{2,5})$/.exec(word)?.[1])[0];
  const at = evidence(django.manage, undefined, 'manage.py');
  const port =
    address === undefined
      ? (firstOf(writtenPorts(input)) ??
        found(8000, 'likely' as const, { ...at, key: 'default of runserver' }))
      : found(Number(address), 'certain' as const, input.written[0]?.from ?? at);
  const entry = relativeTo(input.project.dir, django.manage) ?? django.manage;
  return {
    start: found(
      { argv: ['python', entry, 'runserver', `0.0.0.0:${port.value}`], entry },
      'guess',
      at,
    ),
    port,
    bind: found('0.0.0.0', 'likely', at),
    workload: 'web',
    notes: [
      'Without a server only Django\u2019s own remains, which its authors advise against in production.',
    ],
  };
}

/** `celery -A module worker`, when there is no web application. */
export function startCelery(input: StartInput): Started | undefined {
  for (const module of input.project.modules) {
    if (module.imports.get('Celery')?.module !== 'celery' && !module.imports.has('celery'))
      continue;
    const match = /^(\w+)[ \t]*=[ \t]*(?:celery\.)?Celery[ \t]*\(/m.exec(module.source.code);
    if (match === null) continue;
    const { root, name } = importPath(input.project, module);
    const at = evidence(module.file, module.source.line(match.index), 'Celery');
    const argv = [
      'celery',
      ...(root === '.' ? [] : ['--workdir', root]),
      '-A',
      `${name}:${match[1] ?? ''}`,
      'worker',
      '--loglevel',
      'info',
    ];
    return {
      start: found(
        { argv, entry: relativeTo(input.project.dir, module.file) ?? module.file },
        'likely',
        at,
      ),
      workload: 'worker',
      handlesSigterm: found(true, 'certain', { ...at, key: 'celery stops on SIGTERM' }),
      notes: [],
    };
  }
  return undefined;
}

/** A console script, or a file that is a program. */
export function startScript(input: StartInput): Started | undefined {
  const { manifest, project } = input;
  const script = Object.keys(manifest.scripts)[0];
  if (script !== undefined && manifest.isPackage) {
    const from = evidence(
      manifest.files.includes('pyproject.toml')
        ? manifest.dir === '.'
          ? 'pyproject.toml'
          : `${manifest.dir}/pyproject.toml`
        : manifest.managerFrom.file,
      manifest.pyproject?.lineOf(['project', 'scripts', script]),
      `scripts.${script}`,
    );
    return { start: found({ argv: [script] }, 'likely', from), workload: 'cli', notes: [] };
  }
  const programs = project.modules.filter(
    (one) =>
      one.blocks.some((block) => block.kind === 'main') || baseName(one.file) === '__main__.py',
  );
  const named = input.written.flatMap((one) =>
    one.words.filter((word) => word.endsWith('.py')).flatMap(withoutDirectories),
  );
  const places = [
    ...named,
    'main.py',
    '__main__.py',
    'app.py',
    'run.py',
    'server.py',
    'bot.py',
    'worker.py',
    'src/main.py',
  ];
  const best =
    byName(programs, places, project.dir) ??
    byName(project.modules, [...named, 'main.py', 'bot.py'], project.dir, true);
  if (best === undefined) return undefined;
  const loops =
    /\bwhile\s+(?:True|1)\s*:|\.(?:run_forever|run_polling|start_polling|infinity_polling|consume|start_consuming|subscribe|run_until_disconnected|wait_for_termination)\s*\(/.test(
      best.source.code,
    );
  const main = best.blocks.find((block) => block.kind === 'main');
  const at = evidence(best.file, best.source.line(main?.start ?? 0), '__main__');
  return {
    start: found(
      { argv: pythonCommand(input, best), entry: relativeTo(project.dir, best.file) ?? best.file },
      main ? 'likely' : 'guess',
      at,
    ),
    workload: loops || isBot(input) ? 'worker' : 'batch',
    notes: [],
  };
}

function isBot(input: StartInput): boolean {
  return input.manifest.wanted.some(
    (one) =>
      !one.dev &&
      /^(?:discord-py|disnake|nextcord|py-cord|aiogram|python-telegram-bot|pytelegrambotapi|telethon|pyrogram|slack-bolt|twitchio|hikari)$/.test(
        one.name,
      ),
  );
}

/** `python file.py`, or `python -m package.module` where the file needs its package. */
export function pythonCommand(input: StartInput, module: PyModule): readonly string[] {
  const inside = relativeTo(input.project.dir, module.file) ?? module.file;
  const relative = [...module.imports.values()].some((one) => one.module.startsWith('.'));
  const { root, name } = importPath(input.project, module);
  if (baseName(inside) === '__main__.py') return ['python', '-m', name.replace(/\.?__main__$/, '')];
  // Started as a file, a program has its own directory on the path, not the one above its package.
  const needsPackage =
    relative || (root === '.' && inside.includes('/') && importsOwnPackage(module, name));
  return needsPackage && root === '.' ? ['python', '-m', name] : ['python', inside];
}

function importsOwnPackage(module: PyModule, name: string): boolean {
  const top = name.split('.')[0] ?? '';
  return [...module.imports.values()].some((one) => one.module.split('.')[0] === top);
}

function byName(
  modules: readonly PyModule[],
  places: readonly string[],
  dir: string,
  onlyNamed = false,
): PyModule | undefined {
  for (const place of places) {
    const exact = modules.find((one) => relativeTo(dir, one.file) === place);
    if (exact) return exact;
  }
  for (const place of places) {
    const named = modules.find((one) => baseName(one.file) === place);
    if (named && !onlyNamed) return named;
  }
  return onlyNamed ? undefined : modules[0];
}

/** A handler for SIGTERM in the program's own code. */
export function handlesIn(
  input: Pick<StartInput, 'project'>,
  first?: PyModule,
): Found<boolean> | undefined {
  const modules = first ? [first, ...input.project.modules] : input.project.modules;
  for (const module of modules) {
    const call = callsOf(module, /(?:^|\.)(?:signal|add_signal_handler)$/).find((one) =>
      /SIGTERM/.test(one.positional[0]?.text ?? ''),
    );
    if (call === undefined) continue;
    const ignored = /SIG_IGN/.test(call.positional[1]?.text ?? '');
    return found(
      !ignored,
      'certain',
      evidence(module.file, module.source.line(call.start), call.callee),
    );
  }
  return undefined;
}
