import type { Found } from '../../facts/project.ts';
import { distinct, evidence, found } from '../../project/evidence.ts';
import { type Call, type PyModule, callsOf, literal } from './module.ts';
import type { PyProject } from './project.ts';

const SHELLS =
  /^(?:os\.(?:system|popen)|asyncio\.create_subprocess_shell|subprocess\.(?:getoutput|getstatusoutput))$/;
const STARTERS =
  /^(?:subprocess\.(?:run|Popen|call|check_call|check_output)|asyncio\.create_subprocess_exec|os\.(?:execvp?|spawnvp?)|shutil\.which)$/;
const BARE = /^(?:run|Popen|call|check_call|check_output|which)$/;

/** Other programs that the code starts; `sh` when it goes through a shell. */
export function programsOf(project: PyProject): readonly Found<string>[] {
  return distinct(project.modules.flatMap(programsIn)).slice(0, 50);
}

function programsIn(module: PyModule): readonly Found<string>[] {
  const started = callsOf(module, STARTERS);
  const imported = callsOf(module, BARE).filter((call) =>
    /^(?:subprocess|shutil)$/.test(module.imports.get(call.callee)?.module ?? ''),
  );
  const shells = callsOf(module, SHELLS);
  return [
    ...[...started, ...imported].flatMap((call) => startedBy(module, call)),
    ...shells.flatMap((call) =>
      throughShell(module, call, literal(module.source, call.positional[0])),
    ),
  ];
}

function startedBy(module: PyModule, call: Call): readonly Found<string>[] {
  const first = call.positional[0] ?? call.named.get('args');
  if (first === undefined) return [];
  const whole = literal(module.source, first);
  if (/^True\b/.test(call.named.get('shell')?.text ?? '')) return throughShell(module, call, whole);
  if (whole !== undefined) return programAt(module, call, whole);
  const opening = /^\[\s*(?=["'])/.exec(first.text);
  const head = opening && module.source.stringAt(first.start + opening[0].length);
  return head && !head.computed ? programAt(module, call, head.value) : [];
}

function programAt(module: PyModule, call: Call, word: string): readonly Found<string>[] {
  const name = word.trim().split(/\s+/)[0]?.replace(/^.*\//, '') ?? '';
  if (!/^[\w.+-]+$/.test(name)) return [];
  const sure = call.callee.endsWith('which') ? 'guess' : 'likely';
  return [found(name, sure, evidence(module.file, module.source.line(call.start), call.callee))];
}

function throughShell(
  module: PyModule,
  call: Call,
  command: string | undefined,
): readonly Found<string>[] {
  const shell = found(
    'sh',
    'likely' as const,
    evidence(module.file, module.source.line(call.start), call.callee),
  );
  return command === undefined ? [shell] : [shell, ...programAt(module, call, command)];
}
