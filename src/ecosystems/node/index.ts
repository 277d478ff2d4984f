import type { Ecosystem } from '../types.ts';
import { detectNode } from './detect.ts';
import { nodeIgnore } from './ignore.ts';
import { nodeRecipe } from './recipe.ts';

export const node: Ecosystem = {
  name: 'node',
  manifests: ['package.json'],
  detect: detectNode,
  recipe: nodeRecipe,
  ignore: nodeIgnore,
};
