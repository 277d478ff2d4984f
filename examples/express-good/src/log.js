export const entries = [
  { at: '2026-02-03T17:40:00Z', keeper: 'Ada', note: 'Lamp lit.' },
  { at: '2026-02-04T07:55:00Z', keeper: 'Tom', note: 'Fog lifted, lamp out.' },
];
