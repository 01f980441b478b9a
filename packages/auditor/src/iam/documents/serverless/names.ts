/** What the framework calls the resources that it makes of functions. */

export const sharedRole = 'IamRoleLambdaExecution';

export function functionId(name: string): string {
  return `${normalised(name)}LambdaFunction`;
}

export function functionRoleId(name: string): string {
  return `${normalised(name)}${sharedRole}`;
}

function normalised(name: string): string {
  const word = name.replaceAll('-', 'Dash').replaceAll('_', 'Underscore');
  return word.charAt(0).toUpperCase() + word.slice(1);
}
