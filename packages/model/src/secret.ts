/**
 * A value that must never be printed: it hides itself from JSON, templates and `console.log`.
 * Only the HTTP layer (to send it) and the token tools (to examine it) call {@link Secret.reveal}.
 */
export class Secret {
  readonly #value: string;
  /** The shell variable that stands for this secret in every replay, such as `ALICE_TOKEN`. */
  readonly variable: string;

  constructor(value: string, variable: string) {
    this.#value = value;
    this.variable = variable;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return `$${this.variable}`;
  }

  toJSON(): string {
    return `$${this.variable}`;
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return `$${this.variable}`;
  }
}

/** The shell variable for one credential of an identity: `('alice', 'TOKEN')` gives `ALICE_TOKEN`. */
export function variableName(identity: string, what: string): string {
  const name = identity.toUpperCase().replace(/[^A-Z0-9]+/g, '_');
  return `${/^[0-9]/.test(name) ? `_${name}` : name}_${what}`;
}
