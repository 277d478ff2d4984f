import type { Ecosystem } from '../types.ts';
import { detectPython } from './detect.ts';
import { pythonIgnore } from './ignore.ts';
import { PYTHON_MANIFESTS } from './manifests.ts';
import { pythonRecipe } from './recipe.ts';

export const python: Ecosystem = {
  name: 'python',
  manifests: PYTHON_MANIFESTS,
  detect: detectPython,
  recipe: pythonRecipe,
  ignore: pythonIgnore,
};
