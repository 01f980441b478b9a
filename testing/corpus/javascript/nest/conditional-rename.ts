// The rename itself carries the condition on the owner.
import { Body, Controller, Injectable, NotFoundException, Param, Patch, Req, UseGuards } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';

@Injectable()
export class CalendarService {
  private readonly ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));

  async rename(calendarId: string, name: string, caller: string): Promise<void> {
    try {
      await this.ddb.send(
        new UpdateCommand({
          TableName: 'calendars',
          Key: { calendarId },
          UpdateExpression: 'SET #n = :n',
          ConditionExpression: '#o = :caller',
          ExpressionAttributeNames: { '#n': 'name', '#o': 'ownerId' },
          ExpressionAttributeValues: { ':n': name, ':caller': caller },
        }),
      );
    } catch {
      throw new NotFoundException();
    }
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
