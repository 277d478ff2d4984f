import { describe, expect, it } from 'vitest';
import { traceOf } from '../model-fixtures.ts';
import { mayBeMounted } from './mounted.ts';

function mounted(text: string, path: string, files: Record<string, string> = {}): boolean {
  const { result } = traceOf(text, files);
  if (result === undefined) throw new Error('no stage');
  return mayBeMounted(result, path);
}

describe('whether a missing file may be meant to be mounted', () => {
  const files = { 'server.js': '', 'package.json': '{}' };

  it('is so where the build puts nothing, and in volumes', () => {
    expect(mounted('FROM node:22-slim\nWORKDIR /app\n', '/app/server.js', files)).toBe(true);
    const volume = 'FROM node:22-slim\nWORKDIR /app\nCOPY . .\nVOLUME /app/data\n';
    expect(mounted(volume, '/app/data/tides.db', files)).toBe(true);
  });

  it('is not so beside files of the application, nor where the file lies elsewhere', () => {
    const beside = 'FROM node:22-slim\nWORKDIR /app\nCOPY package.json .\n';
    expect(mounted(beside, '/app/dist/main.js', files)).toBe(false);
    const elsewhere = 'FROM node:22-slim\nCOPY . /srv/app\nWORKDIR /app\n';
    expect(mounted(elsewhere, '/app/server.js', files)).toBe(false);
    expect(mounted(elsewhere, '/app/other.js', files)).toBe(true);
  });
});
