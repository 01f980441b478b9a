/** Where frameworks put the description of their API, most common first. */
export const specPlaces = [
  '/openapi.json',
  '/swagger.json',
  '/v3/api-docs',
  '/api/openapi.json',
  '/openapi.yaml',
  '/openapi.yml',
  '/swagger.yaml',
  '/v2/api-docs',
  '/api-docs',
  '/api/swagger.json',
  '/swagger/v1/swagger.json',
  '/docs/openapi.json',
  '/api/v1/openapi.json',
  '/apispec_1.json',
  '/spec',
  '/.well-known/openapi.json',
] as const;

/** Pages that show a specification and name its URL. */
export const documentationPlaces = [
  '/docs',
  '/swagger-ui',
  '/swagger-ui/index.html',
  '/swagger',
  '/api/docs',
  '/redoc',
] as const;

/**
 * URLs of specifications in a page or script of Swagger UI, Redoc, Scalar or Stoplight, as they are written there.
 * At most ten, each once.
 */
export function specUrlsIn(markup: string): string[] {
  const patterns = [
    /\b(?:spec-url|data-url|apiDescriptionUrl|data-spec-url)\s{0,5}=\s{0,5}["']([^"'<>\s]{1,500})["']/gi,
    /["']?\b(?:url|specUrl|configUrl|spec_url)["']?\s{0,5}:\s{0,5}["']([^"'<>\s]{1,500})["']/g,
    /\bRedoc\.init\(\s{0,5}["']([^"'<>\s]{1,500})["']/g,
    /\b(?:href|src)\s{0,5}=\s{0,5}["']([^"'<>\s]{1,400}(?:openapi|swagger|api-docs)[^"'<>\s]{0,100}\.(?:json|ya?ml))["']/gi,
  ];
  const found = patterns.flatMap((pattern) => [...markup.matchAll(pattern)].map((match) => match[1] ?? ''));
  return [...new Set(found)].filter((url) => url !== '').slice(0, 10);
}

/** Scripts that set up Swagger UI, in which the URL stands when it is not in the page. */
export function initialisersIn(markup: string): string[] {
  const scripts = markup.matchAll(
    /\bsrc\s{0,5}=\s{0,5}["']([^"'<>\s]{0,400}swagger-(?:initializer|ui-init)[^"'<>\s]{0,50}\.js[^"'<>\s]{0,50})["']/gi,
  );
  return [...scripts].map((match) => match[1] ?? '').slice(0, 2);
}
