// The guard only asks for a token, the path decides which order.
import { Controller, Get, NotFoundException, Param, UseGuards } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';

@Controller('orders')
@UseGuards(AuthGuard('jwt'))
export class OrderController {
  private readonly documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));

  @Get(':id')
  async one(@Param('id') id: string) {
    const { Item } = await this.documents.send(new GetCommand({ TableName: 'orders', Key: { id } })); // expect code/foreign-key-read
    if (!Item) throw new NotFoundException();
    return { id: Item.id, total: Item.total, state: Item.state };
  }
}
