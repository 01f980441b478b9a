import { z } from 'zod';

/**
 * The categories of a score with their weights (points of 100). Weights follow the order of risk of the
 * OWASP API Security Top 10 2023; object level and authentication come first because they are what the
 * product proves. A category that was not applicable or not tested has no weight in a score.
 */
export const categories = {
  authentication: { title: 'Authentication', owasp: 'API2:2023', weight: 22 },
  bolaAuthorization: { title: 'Object level authorization', owasp: 'API1:2023', weight: 24 },
  bflaAuthorization: { title: 'Function level authorization', owasp: 'API5:2023', weight: 12 },
  propertyAuthorization: { title: 'Property level authorization', owasp: 'API3:2023', weight: 12 },
  dataExposure: { title: 'Data exposure', owasp: 'API3:2023', weight: 12 },
  inputValidation: { title: 'Input and configuration', owasp: 'API8:2023', weight: 6 },
  rateLimiting: { title: 'Resource consumption', owasp: 'API4:2023', weight: 4 },
  encryption: { title: 'Transport', owasp: 'API8:2023', weight: 3 },
  ssrf: { title: 'Server-side request forgery', owasp: 'API7:2023', weight: 2 },
  inventoryManagement: { title: 'Inventory', owasp: 'API9:2023', weight: 1 },
  unsafeConsumption: { title: 'Unsafe consumption', owasp: 'API10:2023', weight: 1 },
  llmSecurity: { title: 'LLM endpoints', owasp: 'LLM Top 10', weight: 1 },
} as const;

export type Category = keyof typeof categories;
export const categorySchema = z.enum(Object.keys(categories) as [Category, ...Category[]]);
