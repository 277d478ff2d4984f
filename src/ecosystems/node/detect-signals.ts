import type { Found } from '../../facts/project.ts';
import type { NodeFramework } from '../../knowledge/node-frameworks.ts';
import { NODE_SIGTERM } from '../../knowledge/node-services.ts';
import { evidence, found } from '../../project/evidence.ts';
import { argumentsAt } from '../../project/source-scan.ts';
import { constantsOf } from './constants.ts';
import { type Module, type Program, packageName } from './modules.ts';

const ON = /\bprocess\s*\.\s*(?:on|once|addListener)\s*\(/g;
/** What a handler that ends the process does. */
const ENDS =
  /\b(?:process\s*\.\s*(?:exit|kill|abort)|\w*(?:[sS]hut_?[dD]own|[cC]lose|[sS]top|[tT]erminate|[dD]estroy|[qQ]uit|[dD]isconnect|[eE]xit|[dD]rain)\w*)\s*\(/;

/** Whether the process ends on SIGTERM: true only when the code (or a package it uses for that) shows it. */
export function detectSigterm(
  program: Program,
  framework: NodeFramework | undefined,
  file: string,
): Found<boolean> {
  let seen: Found<boolean> | undefined;
  for (const module of program.modules) {
    for (const match of module.source.code.matchAll(ON)) {
      const handler = readHandler(module, match.index + match[0].length - 1);
      if (handler === undefined) continue;
      const where = evidence(module.file, module.source.line(match.index), 'SIGTERM handler');
      if (handler === 'ends') return found(true, 'certain', where);
      if (handler === 'unknown') seen ??= found(true, 'likely', where);
    }
    const byPackage = packageHandler(module);
    if (byPackage !== undefined) return byPackage;
  }
  if (seen !== undefined) return seen;
  if (framework?.sigterm === true)
    return found(
      true,
      'likely',
      evidence(file, undefined, `${framework.name} ends on SIGTERM by itself`),
    );
  return found(false, 'likely', evidence(file, undefined, 'no SIGTERM handler was found'));
}

/** What the handler of a `process.on(…)` for SIGTERM does; undefined when it is about something else. */
function readHandler(module: Module, open: number): 'ends' | 'only looks' | 'unknown' | undefined {
  const { source } = module;
  const [event, handler] = argumentsAt(source, open)?.list ?? [];
  if (event === undefined || handler === undefined) return undefined;
  const literal = source.stringAt(event.start);
  if (literal !== undefined && literal.value !== 'SIGTERM') return undefined;
  // A loop over names: `['SIGINT', 'SIGTERM'].forEach((signal) => process.on(signal, …))`.
  if (literal === undefined && !nearSigterm(module, event.start)) return undefined;
  const body = source.code.slice(handler.start, handler.end);
  if (ENDS.test(body)) return 'ends';
  const name =
    /^(?:this\.)?([\w$]+)(?:\.bind\b.*)?$/s.exec(body.trim())?.[1] ??
    /(?:=>|\{)\s*(?:void\s+|await\s+|return\s+)?([\w$]+)\s*\(/.exec(body)?.[1];
  if (name === undefined) return 'only looks';
  const definition = functionText(module, name);
  if (definition === undefined) return /log|print|warn|info/i.test(name) ? 'only looks' : 'unknown';
  return ENDS.test(definition) ? 'ends' : 'only looks';
}

function nearSigterm(module: Module, offset: number): boolean {
  const near = module.source
    .strings()
    .some((one) => one.value === 'SIGTERM' && Math.abs(one.start - offset) < 1500);
  return near;
}

function functionText(module: Module, name: string): string | undefined {
  const { code } = module.source;
  const constant = constantsOf(module).names.get(name)?.value;
  if (constant !== undefined) return code.slice(constant.start, constant.end);
  const escaped = name.replaceAll('$', String.raw`\$`);
  const declared = new RegExp(
    String.raw`\bfunction\s*\*?\s+${escaped}\s*\(|(?:^|[;{}])\s*(?:async\s+|private\s+|public\s+)*${escaped}\s*\([^()]{0,200}\)\s*(?::[^{;]{0,80})?\{`,
    'm',
  ).exec(code);
  return declared === null ? undefined : code.slice(declared.index, declared.index + 4000);
}

function packageHandler(module: Module): Found<boolean> | undefined {
  const { code } = module.source;
  for (const { name, when } of NODE_SIGTERM) {
    const used = module.imports.specifiers.some((one) => packageName(one) === name);
    if (used && (when === undefined || code.includes(`${when}(`))) {
      return found(
        true,
        'likely',
        evidence(module.file, undefined, `${name} ends the process on SIGTERM`),
      );
    }
  }
  const nest = /\.enableShutdownHooks\s*\(/.exec(code);
  if (nest === null) return undefined;
  return found(
    true,
    'likely',
    evidence(module.file, module.source.line(nest.index), 'enableShutdownHooks'),
  );
}
