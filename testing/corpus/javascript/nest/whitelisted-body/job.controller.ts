// The validated body and the caller's company make the new job.
import { randomUUID } from 'node:crypto';
import { Body, Controller, Post, Req, UseGuards } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { NewJobDto } from './new-job.dto';

@Controller('jobs')
export class JobController {
  private readonly ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));

  @Post()
  @UseGuards(AuthGuard('jwt'))
  async create(@Body() job: NewJobDto, @Req() req: { user: { companyId: string } }) {
    const jobId = randomUUID();
    await this.ddb.send(
      new PutCommand({ TableName: 'jobs', Item: { ...job, jobId, companyId: req.user.companyId } }),
    );
    return { jobId };
  }
}
