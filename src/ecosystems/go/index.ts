import type { Ecosystem } from '../types.ts';
import { detectGo } from './detect.ts';
import { goIgnore } from './ignore.ts';
import { GO_MANIFESTS } from './manifests.ts';
import { goRecipe } from './recipe.ts';

export const go: Ecosystem = {
  name: 'go',
  manifests: GO_MANIFESTS,
  detect: detectGo,
  recipe: goRecipe,
  ignore: goIgnore,
};
