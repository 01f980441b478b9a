export { type InfrastructureFile, readInfrastructure } from './read.ts';
export { isInfrastructureFile } from './recognise.ts';
