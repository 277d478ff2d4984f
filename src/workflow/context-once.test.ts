import { expect, test } from 'vitest';
import { memoryHost } from '../host/memory.ts';
import { modelDockerfile } from './read-dockerfile.ts';

test('the context is walked once, however often it is copied and looked into', () => {
  const text = [
    'FROM node:22-slim AS build',
    'WORKDIR /app',
    'COPY package*.json ./',
    'RUN npm ci',
    'COPY . .',
    'RUN npm run build && ls src/deep',
    'FROM node:22-slim',
    'COPY --from=build /app/dist /app/dist',
    'COPY . /srv',
    'COPY src/deep /deep',
    'RUN --mount=type=bind,target=/ctx cat /ctx/package.json',
    'CMD ["node", "/app/dist/index.js"]',
  ].join('\n');
  const { files } = memoryHost({
    '/repo/Dockerfile': text,
    '/repo/package.json': '{"scripts":{"build":"tsc"}}',
    '/repo/package-lock.json': '{"lockfileVersion":3,"packages":{}}',
    '/repo/src/index.ts': '',
    '/repo/src/deep/a.ts': '',
  });
  const listed: string[] = [];
  const counting = {
    ...files,
    list: (dir: string) => {
      listed.push(dir);
      return files.list(dir);
    },
  };
  const source = { path: '/repo/Dockerfile', name: 'Dockerfile', text, contextDir: '/repo' };
  const { trace } = modelDockerfile(counting, source, { buildArgs: {}, date: 0 });
  expect(trace.result?.files.get('/deep/a.ts').is).toBe('yes');
  expect(listed.toSorted()).toEqual(['/repo', '/repo/src', '/repo/src/deep']);
});
