/** Could not run: the documented exit code for everything that is not a finding. */
export const couldNotRun = 2;

/** `verify` ran, found nothing again, and could not tell of everything. */
export const couldNotTell = 3;
