// Reads the record of one patient.
import { Injectable, NotFoundException } from '@nestjs/common';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';

@Injectable()
export class PatientService {
  private readonly ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));

  async find(patientId: string) {
    const { Item } = await this.ddb.send(new GetCommand({ TableName: 'patients', Key: { patientId } }));
    if (!Item) throw new NotFoundException();
    return Item;
  }
}
