import type { Found } from '../../facts/project.ts';
import { SERVICE_SCHEMES } from '../../knowledge/python-services.ts';
import { distinct, evidence, found } from '../../project/evidence.ts';
import type { PyModule } from './module.ts';
import type { PyProject } from './project.ts';

/** Services named by connection addresses and Django's database engines in the code. */
export function servicesInCode(project: PyProject): readonly Found<string>[] {
  return distinct(project.modules.flatMap(servicesIn));
}

function servicesIn(module: PyModule): readonly Found<string>[] {
  return module.source.strings().flatMap((string) => {
    const engine = /^django\.(?:contrib\.gis\.)?db\.backends\.(postgresql|postgis|mysql)/.exec(
      string.value,
    )?.[1];
    if (engine !== undefined) {
      const from = evidence(module.file, module.source.line(string.start), 'ENGINE');
      return [found(engine === 'mysql' ? 'mysql' : 'postgres', 'likely' as const, from)];
    }
    const scheme = /^([a-z]+)(?:\+\w+)?:\/\//.exec(string.value)?.[1];
    const service =
      scheme === undefined || !Object.hasOwn(SERVICE_SCHEMES, scheme)
        ? undefined
        : SERVICE_SCHEMES[scheme];
    if (service === undefined) return [];
    return [
      found(
        service,
        'likely' as const,
        evidence(module.file, module.source.line(string.start), `${scheme}://`),
      ),
    ];
  });
}
