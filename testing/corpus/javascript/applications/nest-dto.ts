// Bodies are validated by their classes; what they do not declare is dropped.
import { Body, Controller, Post, Put, Param, UseGuards, ValidationPipe, createParamDecorator, ExecutionContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { randomUUID } from 'node:crypto';
import { AppModule } from './app.module';

export const CurrentUser = createParamDecorator((data: unknown, ctx: ExecutionContext) => ctx.switchToHttp().getRequest().user);

export class CreatePostDto {
  @IsString() @MaxLength(200) title: string;
  @IsOptional() @IsString() text?: string;
}

@Controller('posts')
@UseGuards(AuthGuard('jwt'))
export class PostsController {
  private readonly db = DynamoDBDocumentClient.from(new DynamoDBClient({}));

  @Post()
  async create(@Body() dto: CreatePostDto, @CurrentUser() user: { sub: string }) {
    const id = randomUUID();
    await this.db.send(new PutCommand({ TableName: 'posts', Item: { ...dto, author: user.sub, id } }));
    return { id };
  }

  @Put(':author/:id')
  async update(@Param() params: { author: string; id: string }, @Body() dto: CreatePostDto) {
    await this.db.send( // expect code/foreign-key-write
      new UpdateCommand({
        TableName: 'posts',
        Key: { author: params.author, id: params.id },
        UpdateExpression: 'SET title = :t',
        ConditionExpression: 'attribute_exists(id)',
        ExpressionAttributeValues: { ':t': dto.title },
      }),
    );
  }
}

async function bootstrap() {
  const app = await NestFactory.create(AppModule);
  app.useGlobalPipes(new ValidationPipe({ whitelist: true, transform: true }));
  await app.listen(3000);
}
bootstrap();
