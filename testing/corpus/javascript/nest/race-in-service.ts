// The service looks whose calendar it is and then changes it without a condition.
import { Body, Controller, ForbiddenException, Injectable, Param, Patch, Req, UseGuards } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';

@Injectable()
export class CalendarService {
  private readonly ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));

  async rename(calendarId: string, name: string, caller: string): Promise<void> {
    const found = await this.ddb.send(new GetCommand({ TableName: 'calendars', Key: { calendarId } }));
    if (found.Item?.ownerId !== caller) throw new ForbiddenException();
    await this.ddb.send( // expect code/check-then-write-race
      new UpdateCommand({
        TableName: 'calendars',
        Key: { calendarId },
        UpdateExpression: 'SET #n = :n',
        ExpressionAttributeNames: { '#n': 'name' },
        ExpressionAttributeValues: { ':n': name },
      }),
    );
  }
}

@Controller('calendars')
@UseGuards(AuthGuard('jwt'))
export class CalendarController {
  constructor(private readonly calendars: CalendarService) {}

  @Patch(':id')
  rename(@Param('id') id: string, @Body('name') name: string, @Req() req: { user: { id: string } }) {
    return this.calendars.rename(id, String(name), req.user.id);
  }
}
