/** Whether the value is a text that is not empty. */
export const isFilled = (value: unknown): value is string => typeof value === 'string' && value !== '';
