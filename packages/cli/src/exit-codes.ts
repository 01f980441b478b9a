/** Could not run: the documented exit code for everything that is not a finding. */
export const couldNotRun = 2;
