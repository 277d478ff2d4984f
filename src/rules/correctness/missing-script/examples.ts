import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'another name than package.json has',
      before: `FROM node:22-slim
WORKDIR /app
COPY . .
RUN npm install
RUN npm run build:prod
`,
      after: `FROM node:22-slim
WORKDIR /app
COPY . .
RUN npm install
RUN npm run build
`,
      at: 'npm run build:prod',
      files: {
        'package.json': `{"name":"tide","scripts":{"build":"node make.js"}}`,
        'make.js': '',
      },
    },
  ],
  silent: [
    {
      title: 'only where it is there',
      text: `FROM node:22-slim
WORKDIR /app
COPY . .
RUN npm run --if-present build:prod
`,
      files: { 'package.json': '{}' },
    },
    {
      title: 'npm start without a script runs server.js',
      text: `FROM node:22-slim
WORKDIR /app
COPY . .
CMD ["npm", "start"]
`,
      files: { 'package.json': '{}', 'server.js': '' },
    },
  ],
};
