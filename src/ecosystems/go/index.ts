import type { Ecosystem } from '../types.ts';
import { detectGo } from './detect.ts';
import { goIgnore } from './ignore.ts';
import { goRecipe } from './recipe.ts';

export const go: Ecosystem = {
  name: 'go',
  manifests: ['go.mod'],
  detect: detectGo,
  recipe: goRecipe,
  ignore: goIgnore,
};
