import { expect, it } from 'vitest';
import { memoryView } from '../../project/memory-view.ts';
import { detectNode } from './detect.ts';
import { glanceNode } from './glance.ts';

const SERVER = "require('express')().listen(process.env.PORT || 3000);\n";
const PROJECTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  server: {
    'package.json':
      '{"name":"gauge","scripts":{"start":"node server.js","postinstall":"node x.js"},"dependencies":{"express":"4"},"devDependencies":{"jest":"29"}}',
    'package-lock.json':
      '{"lockfileVersion":3,"packages":{"":{},"node_modules/express":{"version":"4.21.2"},"node_modules/jest":{"version":"29.0.0","dev":true}}}',
    'server.js': SERVER,
  },
  'without a lockfile': {
    'package.json': '{"type":"module","main":"server.js","dependencies":{"express":"4"}}',
    'server.js': SERVER,
  },
  'a marker': { 'package.json': '{"type":"module"}' },
  'the root of a workspace': {
    'package.json': '{"name":"fleet","workspaces":["api"],"scripts":{"dev":"node x"}}',
  },
  'a workspace that starts': {
    'package.json':
      '{"name":"fleet","workspaces":["api"],"scripts":{"start":"node server.js"},"dependencies":{"express":"4"}}',
    'server.js': SERVER,
  },
  nothing: { 'readme.md': '' },
};

it.each(Object.entries(PROJECTS))('finds what detection finds: %s', (_, files) => {
  const [glance] = glanceNode(memoryView(files), '.');
  const [whole] = detectNode(memoryView(files), '.');
  // First what is known at a glance, then all of it.
  expect(glance?.dependencies).toEqual(whole?.dependencies);
  expect(glance?.language).toEqual(whole?.language);
  const details = glance?.details;
  expect(details?.language === 'node' ? details.lifecycle : undefined).toEqual(
    whole?.details.language === 'node' ? whole.details.lifecycle : undefined,
  );
  expect(glance).toEqual(whole);
});
