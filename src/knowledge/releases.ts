/** A line of a language's releases. Dates are ISO; source: endoflife.date data of August 2026. */
export interface ReleaseLine {
  readonly line: string;
  readonly endOfLife: string;
  /** When it becomes (or became) the line to start new things on. */
  readonly recommendedFrom: string;
}

/** Newest first. Odd Node lines never become LTS and are left out. */
export const RELEASES: Readonly<Record<'node' | 'python' | 'go', readonly ReleaseLine[]>> = {
  node: [
    { line: '26', endOfLife: '2029-04-30', recommendedFrom: '2026-10-28' },
    { line: '24', endOfLife: '2028-04-30', recommendedFrom: '2025-10-28' },
    { line: '22', endOfLife: '2027-04-30', recommendedFrom: '2024-10-29' },
    { line: '20', endOfLife: '2026-04-30', recommendedFrom: '2023-10-24' },
    { line: '18', endOfLife: '2025-04-30', recommendedFrom: '2022-10-25' },
  ],
  python: [
    { line: '3.14', endOfLife: '2030-10-31', recommendedFrom: '2025-10-07' },
    { line: '3.13', endOfLife: '2029-10-31', recommendedFrom: '2024-10-07' },
    { line: '3.12', endOfLife: '2028-10-31', recommendedFrom: '2023-10-02' },
    { line: '3.11', endOfLife: '2027-10-31', recommendedFrom: '2022-10-24' },
    { line: '3.10', endOfLife: '2026-10-31', recommendedFrom: '2021-10-04' },
  ],
  go: [
    { line: '1.27', endOfLife: '2027-08-31', recommendedFrom: '2026-08-19' },
    { line: '1.26', endOfLife: '2027-02-28', recommendedFrom: '2026-02-10' },
    { line: '1.25', endOfLife: '2026-08-19', recommendedFrom: '2025-08-12' },
  ],
};

/** Node lines and Debian releases Google builds distroless images for. */
export const DISTROLESS_NODE: readonly { readonly line: string; readonly debian: 12 | 13 }[] = [
  { line: '26', debian: 13 },
  { line: '24', debian: 13 },
  { line: '22', debian: 13 },
  { line: '22', debian: 12 },
  { line: '20', debian: 12 },
];

/** Python of Debian's own packages, which distroless python3 carries. */
export const DISTROLESS_PYTHON: readonly { readonly line: string; readonly debian: 12 | 13 }[] = [
  { line: '3.13', debian: 13 },
  { line: '3.11', debian: 12 },
];

/**
 * The line to use when nothing in the project names one: the newest that is
 * recommended and not at its end on that day.
 * @param date milliseconds since the epoch
 */
export function recommendedLine(language: 'node' | 'python' | 'go', date: number): string {
  const lines = RELEASES[language];
  const fit = lines.find(
    (one) => Date.parse(one.recommendedFrom) <= date && date <= Date.parse(one.endOfLife),
  );
  return (fit ?? lines[0])?.line ?? '';
}

/** Whether a line has reached its end on that day; undefined when the line is not known. */
export function isEnded(
  language: 'node' | 'python' | 'go',
  line: string,
  date: number,
): boolean | undefined {
  const record = RELEASES[language].find((one) => one.line === line);
  return record && Date.parse(record.endOfLife) < date;
}
