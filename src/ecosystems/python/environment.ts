import type { Found } from '../../facts/project.ts';
import { distinct, evidence, found } from '../../project/evidence.ts';
import { type PyModule, atImport, callsOf, literal } from './module.ts';
import { type PyProject, originOf } from './project.ts';

type Variable = Found<{ readonly name: string; readonly required: boolean }>;

/** Environment variables that the code reads, with whether it starts without. */
export function environmentOf(project: PyProject): readonly Variable[] {
  return distinctNames(project.modules.flatMap((one) => readsIn(project, one)));
}

/** One entry a name; required when one place requires it. */
function distinctNames(all: readonly Variable[]): readonly Variable[] {
  const required = new Set(all.filter((one) => one.value.required).map((one) => one.value.name));
  const marked = all.map((one) => ({
    ...one,
    value: { name: one.value.name, required: required.has(one.value.name) },
  }));
  return distinct(marked, (one) => one.name).slice(0, 200);
}

const NAME = /^[A-Z_][A-Z0-9_]*$/i;

function readsIn(project: PyProject, module: PyModule): readonly Variable[] {
  return [...subscripts(module), ...getters(module), ...settingsClasses(project, module)];
}

/** `os.environ["X"]`: without it the program stops, when it runs at import. */
function subscripts(module: PyModule): readonly Variable[] {
  const { source } = module;
  const asked = source.text.matchAll(/["'](\w+)["']\s+(?:not\s+)?in\s+(?:os\.)?environ/g);
  const guards = new Set([...asked].map((match) => match[1] ?? ''));
  return [...source.code.matchAll(/(?<![\w.])(?:os\.)?environ[ \t]*\[[ \t]*(?=["'])/g)].flatMap(
    (match) => {
      const end = match.index + match[0].length;
      const name = source.stringAt(end);
      if (name === undefined || name.computed || !NAME.test(name.value)) return [];
      const after = source.code.slice(name.end, name.end + 40);
      if (/^[ \t]*\][ \t]*(?:=(?!=)|\+=)/.test(after)) return [];
      const guarded = guards.has(name.value);
      return [variable(module, name.value, match.index, atImport(module, match.index) && !guarded)];
    },
  );
}

/** `os.getenv("X")`, `environ.get("X")`; decouple's and environs' `config("X")`, `env.str("X")`. */
function getters(module: PyModule): readonly Variable[] {
  const plain = callsOf(module, /^(?:os\.)?(?:getenv|environ\.get)$/).map((call) => ({
    call,
    strict: false,
  }));
  const strict = [...module.imports].flatMap(([name, imported]) => {
    const lenient = /^(?:decouple|environs|environ|starlette\.config|prettyconf)$/.test(
      imported.module,
    );
    return lenient ? [name] : [];
  });
  const made = [
    ...module.source.code.matchAll(
      /^(\w+)[ \t]*=[ \t]*(?:environ\.)?(?:Env|Config|AutoConfig)\(/gm,
    ),
  ].map((match) => match[1] ?? '');
  const names = [...strict, ...made].filter((name) => !/^(?:Env|Config|environ|Csv)$/.test(name));
  const typed =
    names.length === 0 ? [] : callsOf(module, new RegExp(`^(?:${names.join('|')})(?:\\.\\w+)?$`));
  const all = [...plain, ...typed.map((call) => ({ call, strict: true }))];
  return all.flatMap(({ call, strict: without }) => {
    const name = literal(module.source, call.positional[0]);
    if (
      name === undefined ||
      !NAME.test(name) ||
      /\.(?:read_env|read_envfile|prefixed)$/.test(call.callee)
    )
      return [];
    const defaulted = call.positional.length > 1 || call.named.has('default');
    return [
      variable(module, name, call.start, without && !defaulted && atImport(module, call.start)),
    ];
  });
}

/** Fields of pydantic's BaseSettings: without a default the program stops. */
function settingsClasses(project: PyProject, module: PyModule): readonly Variable[] {
  const isSettings = (base: string): boolean => isSettingsClass(project, module, base, 4);
  return module.blocks
    .filter((block) => block.kind === 'class' && block.head.some(isSettings))
    .flatMap((block) => {
      const text = module.source.text.slice(block.body, block.end);
      const prefix = /env_prefix["']?\s*[=:]\s*["']([^"']*)["']/.exec(text)?.[1] ?? '';
      const indent =
        /\n([ \t]+)\S/.exec(module.source.code.slice(block.body, block.end))?.[1] ?? '    ';
      const field = new RegExp(
        `^${indent}([A-Za-z]\\w*)[ \\t]*:[ \\t]*([^\\n=]+?)[ \\t]*(?:=[ \\t]*(.*))?$`,
        'gm',
      );
      const code = module.source.code.slice(block.body, block.end);
      return [...code.matchAll(field)].flatMap((match) => {
        const [, name = '', type = '', value] = match;
        if (name === 'model_config' || /ClassVar/.test(type) || /[({[]$/.test(type)) return [];
        const required =
          value === undefined
            ? !/=/.test(type)
            : /^Field\(\s*(?:\.\.\.|\)|alias|validation_alias|env\b|min_|max_|gt|ge|description)/.test(
                value,
              ) && !/default/.test(value);
        const offset = block.body + match.index + indent.length;
        const alias = /(?:validation_alias|alias|env)\s*=\s*["'](\w+)["']/.exec(
          module.source.text.slice(offset, offset + match[0].length + 200).split('\n')[0] ?? '',
        )?.[1];
        return [variable(module, alias ?? (prefix + name).toUpperCase(), offset, required)];
      });
    });
}

/** BaseSettings itself, or a class that descends from it in this or another module. */
function isSettingsClass(
  project: PyProject,
  module: PyModule,
  base: string,
  hops: number,
): boolean {
  if (/(?:^|\.)BaseSettings$/.test(base) && !definedHere(module, base)) return true;
  if (hops === 0 || !/^[\w.]+$/.test(base)) return false;
  const origin = originOf(project, module, base);
  const block = origin?.module.blocks.find(
    (one) => one.kind === 'class' && one.name === origin.name,
  );
  if (origin === undefined || block === undefined) return false;
  return block.head.some(
    (one) => one !== base && isSettingsClass(project, origin.module, one, hops - 1),
  );
}

function definedHere(module: PyModule, name: string): boolean {
  return module.blocks.some((one) => one.kind === 'class' && one.name === name);
}

function variable(module: PyModule, name: string, offset: number, required: boolean): Variable {
  return found({ name, required }, 'certain', evidence(module.file, module.source.line(offset)));
}
