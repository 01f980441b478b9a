// The client is provided under a token, and the guard of the application verifies tokens.
import { CanActivate, Controller, ExecutionContext, Get, Inject, Injectable, Module, Param, UnauthorizedException, createParamDecorator } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { JwtModule, JwtService } from '@nestjs/jwt';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';

const User = createParamDecorator((field: string, context: ExecutionContext) => {
  const { user } = context.switchToHttp().getRequest();
  return field ? user[field] : user;
});

@Injectable()
class TokenGuard implements CanActivate {
  constructor(private readonly jwt: JwtService) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest();
    const [type, token] = request.headers.authorization?.split(' ') ?? [];
    if (type !== 'Bearer') throw new UnauthorizedException();
    try {
      request.user = await this.jwt.verifyAsync(token, { secret: process.env.JWT_SECRET });
    } catch {
      throw new UnauthorizedException();
    }
    return true;
  }
}

@Controller('trips')
class TripsController {
  constructor(@Inject('DYNAMO') private readonly dynamo: DynamoDBDocumentClient) {}

  @Get()
  async mine(@User('sub') traveller: string) {
    const { Items = [] } = await this.dynamo.send(
      new QueryCommand({ TableName: 'trips', KeyConditionExpression: 'traveller = :t', ExpressionAttributeValues: { ':t': traveller } }),
    );
    return Items.map((trip) => ({ id: trip.id, to: trip.to }));
  }

  @Get(':traveller/:id')
  async one(@Param('traveller') traveller: string, @Param('id') id: string) {
    const { Item } = await this.dynamo.send(new GetCommand({ TableName: 'trips', Key: { traveller, id } })); // expect code/foreign-key-read
    return { to: Item?.to };
  }
}

@Module({
  imports: [JwtModule.register({})],
  controllers: [TripsController],
  providers: [
    { provide: 'DYNAMO', useFactory: () => DynamoDBDocumentClient.from(new DynamoDBClient({})) },
    { provide: APP_GUARD, useClass: TokenGuard },
  ],
})
export class TripsModule {}
