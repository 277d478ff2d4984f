import type { Found } from '../../facts/project.ts';
import { NODE_SERVICES, PRISMA_SERVICES } from '../../knowledge/node-services.ts';
import { distinct, evidence, found } from '../../project/evidence.ts';
import { joinPath } from '../../project/paths.ts';
import type { ProjectView } from '../../project/view.ts';
import { type Manifest, dependencyKind } from './manifest.ts';
import { type Program, packageName } from './modules.ts';

/** Databases and brokers whose client the program loads, or an ORM is told to use. */
export function detectServices(
  view: ProjectView,
  manifest: Manifest,
  program: Program,
): readonly Found<string>[] {
  const all: Found<string>[] = [];
  for (const module of program.modules) {
    for (const specifier of module.imports.specifiers) {
      const name = packageName(specifier) ?? '';
      const service = Object.hasOwn(NODE_SERVICES, name) ? NODE_SERVICES[name] : undefined;
      if (service === undefined || dependencyKind(manifest, name) === undefined) continue;
      const at = module.source.strings().find((one) => one.value === specifier)?.start;
      all.push(
        found(
          service,
          'certain',
          evidence(
            module.file,
            at === undefined ? undefined : module.source.line(at),
            `loads ${name}`,
          ),
        ),
      );
    }
  }
  return distinct([...all, ...ormServices(manifest, program), ...prismaServices(view, manifest)]);
}

const ORM =
  /^(?:sequelize|knex|typeorm|@nestjs\/typeorm|@nestjs\/sequelize|@mikro-orm\/core|drizzle-orm|objection|kysely)$/;

/** An ORM loads its driver by itself: the driver among the dependencies tells. */
function ormServices(manifest: Manifest, program: Program): readonly Found<string>[] {
  if (![...program.packages].some((name) => ORM.test(name))) return [];
  return Object.keys(manifest.dependencies).flatMap((name) => {
    const service = Object.hasOwn(NODE_SERVICES, name) ? NODE_SERVICES[name] : undefined;
    if (service === undefined || !/^(?:postgres|mysql|mariadb|mssql|oracle)$/.test(service))
      return [];
    return [found(service, 'likely', manifest.where('dependencies', name))];
  });
}

function prismaServices(view: ProjectView, manifest: Manifest): readonly Found<string>[] {
  if (dependencyKind(manifest, '@prisma/client') === undefined) return [];
  for (const place of ['prisma/schema.prisma', 'prisma/schema/schema.prisma', 'schema.prisma']) {
    const file = joinPath(manifest.dir, place);
    const text = view.text(file);
    const provider = /^datasource\s+\w+\s*\{[^}]{0,1000}?\bprovider\s*=\s*"(\w+)"/m.exec(
      text ?? '',
    );
    const service = PRISMA_SERVICES[provider?.[1] ?? ''];
    if (service !== undefined)
      return [found(service, 'certain', evidence(file, undefined, 'datasource provider'))];
  }
  return [];
}
