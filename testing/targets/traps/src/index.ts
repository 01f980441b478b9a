export { activeTraps } from './active-traps.ts';
export { traps } from './all-traps.ts';
export { type StartedTrap, startTrap, type TrapOptions, type TrapUser } from './start-trap.ts';
export type { Expected, ExpectedCell, ExpectedFinding, Trap, TrapIdentity, Twin, Variant } from './trap.ts';
export { VARIANTS } from './trap.ts';
