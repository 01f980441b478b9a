export {
  type IdentityConfig,
  type IdentityInput,
  identityConfigSchema,
  type LoginRecipe,
  loginSchema,
  parseIdentity,
} from './identity-config.ts';
