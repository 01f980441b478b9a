export {
  type IdentityConfig,
  type IdentityInput,
  identityConfigSchema,
  type LoginRecipe,
  parseIdentity,
} from './identity-config.ts';
