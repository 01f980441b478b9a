// The service is injected into a field.
import { Controller, Get, Inject, Injectable, Param, Req, UseGuards } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';

@Injectable()
export class LettersService {
  private readonly documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));

  async byId(letterId: string) {
    const { Item } = await this.documents.send(new GetCommand({ TableName: 'letters', Key: { letterId } })); // expect code/foreign-key-read
    return Item;
  }

  async own(userId: string, letterId: string) {
    const { Item } = await this.documents.send(new GetCommand({ TableName: 'letters', Key: { userId, letterId } }));
    return Item;
  }
}

@Controller('letters')
@UseGuards(AuthGuard('jwt'))
export class LettersController {
  @Inject() private readonly letters: LettersService;

  @Get(':id')
  async show(@Param('id') id: string) {
    const letter = await this.letters.byId(id);
    return { subject: letter?.subject };
  }

  @Get('mine/:id')
  async mine(@Param('id') id: string, @Req() req) {
    const letter = await this.letters.own(req.user.sub, id);
    return { subject: letter?.subject };
  }
}
