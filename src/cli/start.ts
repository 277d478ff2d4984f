#!/usr/bin/env node
import { join } from 'node:path';
import { loadProgram } from '../host/code-cache.ts';

// The smallest possible file: what it loads is the program.
loadProgram(join(import.meta.dirname, 'main.cjs'), __VERSION__, process.env);
