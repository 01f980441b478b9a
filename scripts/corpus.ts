import { measureCorpus } from './corpus/measure.ts';

/*
 * npm run corpus [-- <part of a path> …]
 *
 * Audits the labelled snippets of testing/corpus and prints what was missed and what was wrong. Ends with 1 below 98 %
 * of precision or 95 % of recall.
 */

const leastPrecision = 98;
const leastRecall = 95;

const { snippets, vulnerable, labels, missed, wrong, precision, recall } = await measureCorpus(process.argv.slice(2));
for (const line of missed) console.log(`missed  ${line}`);
for (const line of wrong) console.log(`wrong   ${line}`);
console.log(`${snippets} snippets, ${vulnerable} of them with findings, ${labels} labels`);
console.log(`precision ${precision.toFixed(1)} %  (${wrong.length} wrong)`);
console.log(`recall    ${recall.toFixed(1)} %  (${missed.length} missed)`);
if (precision < leastPrecision || recall < leastRecall) process.exitCode = 1;
