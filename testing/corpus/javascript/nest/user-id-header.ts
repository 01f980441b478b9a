// The gateway is trusted to set a header that any client can set as well.
import { Controller, Get, Headers, UseGuards } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import { InjectModel, type Model } from 'nestjs-dynamoose';

interface Reading {
  userId: string;
  takenAt: string;
  value: number;
}

@Controller('readings')
@UseGuards(AuthGuard('api-key'))
export class ReadingController {
  constructor(
    @InjectModel('Reading')
    private readonly readings: Model<Reading, { userId: string; takenAt: string }>,
  ) {}

  @Get()
  async list(
    @Headers('x-user-id') userId: string, // expect code/identity-from-client-header
  ) {
    const found = await this.readings.query('userId').eq(userId).limit(100).exec();
    return found.map((reading) => ({ takenAt: reading.takenAt, value: reading.value }));
  }
}
