import type { Workload } from '../../facts/project.ts';
import type { Findings } from './detect.ts';

/** Everything a person should look at, in whole sentences. */
export function noteAll(facts: Findings, workload: Workload): readonly string[] {
  const { manifest, managed, lock, version, build, start, program, listening, framework } = facts;
  const notes = [
    ...version.notes,
    ...managed.notes,
    ...build.notes,
    ...start.notes,
    ...program.notes,
  ];
  if (lock?.problem !== undefined) notes.push(lock.problem);
  if (workload === 'web' && isLoopback(listening.bind?.value)) notes.push(bindNote(facts));
  if (workload === 'library')
    notes.push(
      framework?.kind === 'none'
        ? `${framework.name} does not run in a container.`
        : 'The package is a library: nothing in it starts.',
    );
  if (start.start === undefined && workload !== 'library' && workload !== 'static')
    notes.push('What starts the application could not be established.');
  if (managed.above !== undefined)
    notes.push(
      `The application belongs to the workspace of ${managed.above === '.' ? 'the repository’s root' : managed.above}, which holds its lockfile: it is installed from there.`,
    );
  if (
    Object.values(manifest.dependencies).some((one) => /^(?:file|link|portal|workspace):/.test(one))
  )
    notes.push(
      'Some dependencies are directories of the repository (file:, link: or workspace:): an install needs them too.',
    );
  const [sole, ...others] = listening.port?.conflicts ?? [];
  if (sole !== undefined)
    notes.push(
      `Other ports are named as well: ${[sole, ...others].map((one) => `${one.value} in ${one.evidence[0]?.file ?? 'the code'}`).join(', ')}.`,
    );
  return [...new Set(notes)];
}

function isLoopback(address: string | undefined): boolean {
  return address !== undefined && /^(?:localhost|127(?:\.\d+){3}|::1)$/.test(address);
}

function bindNote({ listening }: Findings): string {
  const place = listening.bind?.evidence[0];
  const where =
    place === undefined
      ? ''
      : ` (${place.file}${place.line === undefined ? '' : `:${place.line}`})`;
  const variable = listening.bindVariable?.value;
  const remedy = variable === undefined ? 'let it listen on 0.0.0.0' : `set ${variable}=0.0.0.0`;
  return `The application listens on ${listening.bind?.value} only${where}, where nothing outside its container reaches it: ${remedy}.`;
}
