import type { Examples } from '../../example.ts';

const files = { 'package.json': '{}', 'package-lock.json': '{}' };

export const examples: Examples = {
  examples: [
    {
      title: 'no slash behind the directory',
      before: `FROM node:22-slim
COPY package.json package-lock.json /app
`,
      after: `FROM node:22-slim
COPY package.json package-lock.json /app/
`,
      at: '/app',
      files,
      fixed: `FROM node:22-slim
COPY package.json package-lock.json /app/
`,
    },
    {
      title: 'a file that bears the name of the working directory',
      before: `FROM node:22-slim
COPY package.json /app
WORKDIR /app
`,
      after: `FROM node:22-slim
COPY package.json /app/
WORKDIR /app
`,
      at: 'COPY package.json /app',
      files,
    },
  ],
  silent: [
    {
      title: 'the working directory is there before',
      text: 'FROM node:22-slim\nWORKDIR /app\nCOPY package.json /app\nWORKDIR /app\n',
      files,
    },
    {
      title: 'the directory is there',
      text: 'FROM node:22-slim\nWORKDIR /app\nCOPY package.json package-lock.json /app\n',
      files,
    },
  ],
};
