// The type of the body promises three fields, nothing enforces it.
import { randomUUID } from 'node:crypto';
import { Body, Controller, createParamDecorator, type ExecutionContext, Post, UseGuards } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';

const CurrentUser = createParamDecorator((_: unknown, context: ExecutionContext) => context.switchToHttp().getRequest().user);

interface NewJob {
  title: string;
  city: string;
  salary: number;
}

@Controller('jobs')
export class JobController {
  private readonly ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));

  @Post()
  @UseGuards(AuthGuard('jwt'))
  async create(@Body() job: NewJob, @CurrentUser() user: { companyId: string }) {
    const jobId = randomUUID();
    await this.ddb.send(new PutCommand({ TableName: 'jobs', Item: { companyId: user.companyId, ...job, jobId } })); // expect code/mass-assignment
    return { jobId };
  }
}
