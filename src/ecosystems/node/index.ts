import type { Ecosystem } from '../types.ts';
import { detectNode } from './detect.ts';
import { nodeIgnore } from './ignore.ts';
import { NODE_MANIFESTS } from './manifests.ts';
import { nodeRecipe } from './recipe.ts';

export const node: Ecosystem = {
  name: 'node',
  manifests: NODE_MANIFESTS,
  detect: detectNode,
  recipe: nodeRecipe,
  ignore: nodeIgnore,
};
