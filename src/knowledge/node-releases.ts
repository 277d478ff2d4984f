/*
 * Release lines of Node.js. Source: endoflife.date data (MIT) as of 2026-08-22, which follows the
 * schedule of nodejs/Release; codenames from the same schedule. Confidence: certain.
 */
export interface NodeRelease {
  readonly line: string;
  /** Newest patch known: what a range is tried against. */
  readonly latest: string;
  /** Day from which it is a long-term support line; undefined for odd lines. */
  readonly lts?: string;
  readonly eol: string;
  readonly codename?: string;
}

/** The day the table was made; the day detection judges support by. */
export const NODE_RELEASES_AS_OF: string = '2026-08-22';

export const NODE_RELEASES: readonly NodeRelease[] = [
  { line: '26', latest: '26.7.0', lts: '2026-10-28', eol: '2029-04-30' },
  { line: '25', latest: '25.9.0', eol: '2026-06-01' },
  { line: '24', latest: '24.19.0', lts: '2025-10-28', eol: '2028-04-30', codename: 'krypton' },
  { line: '23', latest: '23.11.1', eol: '2025-06-01' },
  { line: '22', latest: '22.23.2', lts: '2024-10-29', eol: '2027-04-30', codename: 'jod' },
  { line: '21', latest: '21.7.3', eol: '2024-06-01' },
  { line: '20', latest: '20.20.2', lts: '2023-10-24', eol: '2026-04-30', codename: 'iron' },
  { line: '19', latest: '19.9.0', eol: '2023-06-01' },
  { line: '18', latest: '18.20.8', lts: '2022-10-25', eol: '2025-04-30', codename: 'hydrogen' },
  { line: '17', latest: '17.9.1', eol: '2022-06-01' },
  { line: '16', latest: '16.20.2', lts: '2021-10-26', eol: '2023-09-11', codename: 'gallium' },
  { line: '15', latest: '15.14.0', eol: '2021-06-01' },
  { line: '14', latest: '14.21.3', lts: '2020-10-27', eol: '2023-04-30', codename: 'fermium' },
  { line: '13', latest: '13.14.0', eol: '2020-06-01' },
  { line: '12', latest: '12.22.12', lts: '2019-10-21', eol: '2022-04-30', codename: 'erbium' },
  { line: '11', latest: '11.15.0', eol: '2019-06-01' },
  { line: '10', latest: '10.24.1', lts: '2018-10-30', eol: '2021-04-30', codename: 'dubnium' },
  { line: '9', latest: '9.11.2', eol: '2018-06-30' },
  { line: '8', latest: '8.17.0', lts: '2017-10-31', eol: '2019-12-31', codename: 'carbon' },
  { line: '6', latest: '6.17.1', lts: '2016-10-18', eol: '2019-04-30', codename: 'boron' },
];
