/**
 * Poetry's `^3.11`, `~3.11` and `3.*` as PEP 440 specifiers; anything else is left as it is.
 * Of alternatives (`||`) the last counts, which is by custom the newest.
 */
export function semverToPep440(range: string): string {
  const last = range.split('||').at(-1) ?? range;
  return last
    .split(/,|\s+(?=[<>=!~^\d])/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map(onePart)
    .join(',');
}

function onePart(part: string): string {
  const match = /^(\^|~(?!=))?\s*(\d+)(?:\.(\d+|\*))?(?:\.(\d+|\*))?$/.exec(part);
  if (match === null) return part;
  const [, sign, major = '', minor, patch] = match;
  const version = [major, minor, patch].filter((one) => one !== undefined && one !== '*').join('.');
  if (sign === '^') return `>=${version},<${Number(major) + 1}`;
  if (sign === '~' && minor !== undefined) return `>=${version},<${major}.${Number(minor) + 1}`;
  if (sign === '~') return `>=${version},<${Number(major) + 1}`;
  return minor === undefined || minor === '*' ? `==${major}.*` : `==${version}.*`;
}
