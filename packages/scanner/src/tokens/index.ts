export { type ForgeRecipe, forgeCredential, forgeRecipes, type RecipeName } from './forge.ts';
export { parseForgeArguments } from './forge-command.ts';
