import type { Examples } from '../../example.ts';

const MANIFEST = `{"name":"tide","scripts":{"build":"tsc","start":"node dist/index.js"},"dependencies":{"express":"^5.1.0"},"devDependencies":{"typescript":"^5.9.0"}}`;

export const examples: Examples = {
  examples: [
    {
      title: 'a build after an install for production',
      before: `FROM node:22-slim
WORKDIR /app
COPY . .
RUN npm install --omit=dev
RUN npm run build
CMD ["node", "dist/index.js"]
`,
      after: `FROM node:22-slim
WORKDIR /app
COPY . .
RUN npm install
RUN npm run build
RUN npm prune --omit=dev
CMD ["node", "dist/index.js"]
`,
      at: 'npm run build',
      files: {
        'package.json': MANIFEST,
        'tsconfig.json': '{"compilerOptions":{"outDir":"dist"}}',
        'index.ts': '',
      },
    },
  ],
  silent: [
    {
      title: 'a dependency that may bring the program',
      text: `FROM node:22-slim
WORKDIR /app
COPY . .
RUN npm install --omit=dev
RUN npm run build
CMD ["node", "dist/index.js"]
`,
      files: {
        'package.json': MANIFEST.replace('"express":', '"harbour-tools":"1","express":'),
        'tsconfig.json': '{"compilerOptions":{"outDir":"dist"}}',
        'index.ts': '',
      },
    },
  ],
};
