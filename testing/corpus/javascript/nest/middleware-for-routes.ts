// A middleware reads the token for all routes but one.
import { Controller, Get, Injectable, type MiddlewareConsumer, Module, type NestMiddleware, type NestModule, Param, Req, UnauthorizedException } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { verify } from 'jsonwebtoken';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';

const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));

@Injectable()
export class TokenMiddleware implements NestMiddleware {
  use(req: Request & { holder?: string }, _res: Response, next: NextFunction) {
    const token = req.headers.authorization?.slice('Bearer '.length);
    if (!token) throw new UnauthorizedException();
    req.holder = (verify(token, process.env.JWT_SECRET as string, { algorithms: ['HS256'] }) as { sub: string }).sub;
    next();
  }
}

@Controller('passes')
export class PassesController {
  @Get('mine/:id')
  async mine(@Req() req: { holder: string }, @Param('id') id: string) {
    const { Item } = await documents.send(new GetCommand({ TableName: 'passes', Key: { holder: req.holder, id } }));
    return { validUntil: Item?.validUntil };
  }

  @Get('of/:holder/:id')
  async anyOne(@Param('holder') holder: string, @Param('id') id: string) {
    const { Item } = await documents.send(new GetCommand({ TableName: 'passes', Key: { holder, id } })); // expect code/foreign-key-read
    return { validUntil: Item?.validUntil };
  }
}

@Controller('gates')
export class GatesController {
  @Get(':id')
  async gate(@Param('id') id: string) {
    const { Item } = await documents.send(new GetCommand({ TableName: 'gates', Key: { id } })); // expect code/missing-authentication
    return { name: Item?.name };
  }
}

@Module({ controllers: [PassesController, GatesController] })
export class AppModule implements NestModule {
  configure(consumer: MiddlewareConsumer) {
    consumer.apply(TokenMiddleware).exclude('gates/(.*)').forRoutes('*');
  }
}
