import type { StartInput, Started } from './start.ts';

/** What a person should look at. */
export function notesOf(input: StartInput, started: Started): readonly string[] {
  const { manifest, apps, django } = input;
  const { requirements } = manifest;
  const notes: string[] = [...started.notes];
  if (requirements && manifest.manager !== 'pip')
    notes.push(
      `${requirements.files[0] ?? 'requirements.txt'} stands beside ${manifest.lockfile ?? manifest.managerFrom.file}; ${manifest.manager} is taken to be the one in use.`,
    );
  for (const file of requirements?.missing ?? [])
    notes.push(`The requirements name ${file}, which is not there.`);
  if (requirements?.indexes === true)
    notes.push('The requirements name another package index, which the build must reach.');
  for (const program of new Set((requirements?.vcs ?? []).map((one) => one.program)))
    notes.push(`A requirement comes from version control, so that installing needs ${program}.`);
  if (manifest.manager === 'pip' && requirements) notes.push(...unpinned(input));
  const others = apps.slice(1).filter((one) => !one.factory && one.root === apps[0]?.root);
  if (apps[0] && others.length > 0 && !django && started.served)
    notes.push(
      `Other application objects: ${others
        .slice(0, 5)
        .map((one) => `${one.moduleName}:${one.attribute}`)
        .join(', ')}; ${started.served.target} is taken to be the one to serve.`,
    );
  return notes;
}

function unpinned({ manifest }: StartInput): readonly string[] {
  const loose = manifest.wanted.filter((one) => !one.dev && !/^={2,3}/.test(one.version ?? ''));
  if (loose.length === 0) return [];
  const names = loose
    .slice(0, 4)
    .map((one) => one.name)
    .join(', ');
  return [
    `${loose.length} of the requirements are not pinned to a version (${names}${loose.length > 4 ? ' …' : ''}): two builds can differ.`,
  ];
}
