import { readFile } from 'node:fs/promises';
import { discover, keepHeapSmall } from '@middlebrick/scanner';
import { inputOf, peakMemory, tellParent } from './parent.ts';

/** Makes a surface of a specification as the first step of a scan does. */
export interface SurfaceResult {
  seconds: number;
  peak: number;
  /** Memory held when all code was loaded and nothing was read. */
  peakBefore: number;
  operations: number;
  /** Time to read the same file and parse it and nothing more, measured afterwards. */
  bareSeconds: number;
}

keepHeapSmall();
const { target, spec } = inputOf<{ target: string; spec: string }>();
const peakBefore = peakMemory();
const start = performance.now();
const { surface } = await discover({ target, spec, version: '0.1.0' });
const seconds = (performance.now() - start) / 1000;
const peak = peakMemory();

const bareStart = performance.now();
JSON.parse(await readFile(spec, 'utf8'));
const bareSeconds = (performance.now() - bareStart) / 1000;

const result: SurfaceResult = { seconds, peak, peakBefore, operations: surface.operations.length, bareSeconds };
tellParent({ ...result });
