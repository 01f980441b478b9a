// The user id is that of the verified token; the header is only a trace id.
import { Controller, createParamDecorator, type ExecutionContext, Get, Headers, Logger, UseGuards } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import { InjectModel, type Model } from 'nestjs-dynamoose';

const UserId = createParamDecorator((_: unknown, context: ExecutionContext): string => context.switchToHttp().getRequest().user.sub);

@Controller('readings')
@UseGuards(AuthGuard('jwt'))
export class ReadingController {
  private readonly logger = new Logger(ReadingController.name);

  constructor(@InjectModel('Reading') private readonly readings: Model<{ userId: string; takenAt: string; value: number }, { userId: string }>) {}

  @Get()
  async list(@UserId() userId: string, @Headers('x-trace-id') traceId: string) {
    const found = await this.readings.query('userId').eq(userId).limit(100).exec();
    this.logger.log(`readings ${found.length} trace ${traceId}`);
    return found.map((reading) => ({ takenAt: reading.takenAt, value: reading.value }));
  }
}
