// A guard compares the user in the path with the one of the token.
import { type CanActivate, Controller, Delete, type ExecutionContext, Get, Injectable, Param, UseGuards } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';

@Injectable()
export class OwnerGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest();
    return request.params.userId === request.user.id;
  }
}

@Controller('users/:userId/passport')
@UseGuards(AuthGuard('jwt'), OwnerGuard)
export class PassportController {
  private readonly ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));

  @Get()
  async show(@Param('userId') userId: string) {
    const { Item } = await this.ddb.send(new GetCommand({ TableName: 'passports', Key: { userId } }));
    return { country: Item?.country, expires: Item?.expires };
  }

  @Delete()
  async forget(@Param('userId') userId: string) {
    await this.ddb.send(new DeleteCommand({ TableName: 'passports', Key: { userId } }));
    return { removed: true };
  }
}
