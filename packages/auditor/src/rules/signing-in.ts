const signingIn =
  /(?:^|\/)(?:register|registration|sign-?up|sign-?in|log-?in|login|auth|token|session|sessions|health|healthz|status|ping|webhooks?|forgot-password|reset-password|password-reset|verify)(?:\/|$)/i;

/** Whether a route is one that nobody can be signed in for. */
export function isForSigningIn(path: string): boolean {
  return signingIn.test(path);
}
