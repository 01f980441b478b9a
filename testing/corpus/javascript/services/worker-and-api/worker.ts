import type { SQSEvent } from 'aws-lambda';
import { finish } from './jobs.ts';
import { writeExport } from './write-export.ts';

export async function consume(event: SQSEvent) {
  for (const record of event.Records) {
    const { jobId, owner } = JSON.parse(record.body);
    await finish(jobId, await writeExport(owner));
  }
}
