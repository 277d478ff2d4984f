import type { Ecosystem } from '../types.ts';
import { detectPython } from './detect.ts';
import { pythonIgnore } from './ignore.ts';
import { pythonRecipe } from './recipe.ts';

export const python: Ecosystem = {
  name: 'python',
  manifests: [
    'requirements.txt',
    'pyproject.toml',
    'Pipfile',
    'setup.py',
    'setup.cfg',
    'Dockerfile',
  ],
  detect: detectPython,
  recipe: pythonRecipe,
  ignore: pythonIgnore,
};
