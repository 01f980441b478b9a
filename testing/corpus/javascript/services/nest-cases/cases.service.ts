import { Injectable } from '@nestjs/common';
import { DeleteCommand, DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { randomUUID } from 'node:crypto';
import { NewCaseDto } from './new-case.dto';

@Injectable()
export class CasesService {
  private readonly TableName = process.env.CASES_TABLE;

  constructor(private readonly documents: DynamoDBDocumentClient) {}

  async listOf(clinicId: string) {
    const found = await this.documents.send(
      new QueryCommand({
        TableName: this.TableName,
        IndexName: 'clinic-index',
        KeyConditionExpression: 'clinicId = :clinic',
        ExpressionAttributeValues: { ':clinic': clinicId },
      }),
    );
    return (found.Items ?? []).map((item) => ({ id: item.caseId, title: item.title }));
  }

  async read(caseId: string, clinicId: string) {
    const { Item } = await this.documents.send(new GetCommand({ TableName: this.TableName, Key: { caseId } }));
    if (Item?.clinicId !== clinicId) return null;
    return { id: Item.caseId, title: Item.title };
  }

  async create(clinicId: string, dto: NewCaseDto) {
    const caseId = randomUUID();
    await this.documents.send(new PutCommand({ TableName: this.TableName, Item: { caseId, clinicId, title: dto.title } }));
    return { id: caseId };
  }

  async close(caseId: string) {
    await this.documents.send(new DeleteCommand({ TableName: this.TableName, Key: { caseId } })); // expect code/foreign-key-write
  }
}
