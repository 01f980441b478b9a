// The model of the table is injected into the constructor.
import { Body, Controller, Delete, Get, Param, Req, UseGuards } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import { InjectModel, type Model } from 'nestjs-dynamoose';

interface Reading { deviceId: string; at: number; value: number }
interface ReadingKey { deviceId: string; at: number }

@Controller('readings')
@UseGuards(AuthGuard('jwt'))
export class ReadingsController {
  constructor(@InjectModel('Reading') private readonly readings: Model<Reading, ReadingKey>) {}

  @Get(':deviceId/:at')
  async show(@Param('deviceId') deviceId: string, @Param('at') at: string) {
    const found = await this.readings.get({ deviceId, at: Number(at) }); // expect code/foreign-key-read
    return { value: found.value };
  }

  @Delete('mine/:at')
  async remove(@Req() req, @Param('at') at: string) {
    await this.readings.delete({ deviceId: req.user.deviceId, at: Number(at) });
    return { removed: true };
  }
}
